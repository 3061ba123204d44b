import type { Sequelize } from 'sequelize';

/** True when the database answers a statement within the time given. Never throws. */
export async function isReachable(sequelize: Sequelize, timeoutMs: number): Promise<boolean> {
  const late = AbortSignal.timeout(timeoutMs);
  return Promise.race([
    sequelize.query('SELECT 1').then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => late.addEventListener('abort', () => resolve(false))),
  ]);
}

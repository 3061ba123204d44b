import { gauge } from '@firewatch/telemetry';
import type { Sequelize } from 'sequelize';

/** What Sequelize 6's pool tells of itself; its types leave the pool out. */
interface PoolFigures {
  size: number;
  available: number;
  using: number;
  waiting: number;
  maxSize: number;
}

/** Reports the state of the connection pool at each scrape. Call it once a process. */
export function observePool(sequelize: Sequelize): void {
  const { pool } = sequelize.connectionManager as unknown as { pool: PoolFigures };
  gauge('db_client_connection_count').collect((set) => {
    set({ state: 'idle' }, pool.available);
    set({ state: 'used' }, pool.using);
  });
  gauge('db_client_connection_max').collect((set) => set({}, pool.maxSize));
  gauge('db_client_connection_pending_requests').collect((set) => set({}, pool.waiting));
}

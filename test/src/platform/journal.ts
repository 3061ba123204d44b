import { call, deleteTasks, mustCall, newAccount, text, type Account } from './api-client';
import type { Database } from './database';
import { eventually } from './eventually';
import { storedSummary } from './redis';

/** Everything that one user did and that the service acknowledged: what must show in the end, whatever failed meanwhile. */
export class Journal {
  private readonly changes = new Map<string, string[]>();
  /** Milliseconds of each answer. */
  readonly durations: number[] = [];

  private constructor(readonly account: Account) {
    this.changes.set(account.id, ['user.registered']);
  }

  static async open(): Promise<Journal> {
    return new Journal(await newAccount());
  }

  /** Creates a task. @throws when the service does not acknowledge it */
  async create(title = 'A task of a journal'): Promise<string> {
    const answer = await mustCall(201, 'POST', '/tasks', { token: this.account.token, body: { title } });
    this.durations.push(answer.duration);
    const taskId = text(answer.body, 'id');
    this.changes.set(taskId, ['task.created']);
    return taskId;
  }

  async update(taskId: string, title: string): Promise<void> {
    const answer = await mustCall(200, 'PATCH', `/tasks/${taskId}`, { token: this.account.token, body: { title } });
    this.acknowledged(taskId, 'task.updated', answer.duration);
  }

  async complete(taskId: string): Promise<void> {
    const answer = await mustCall(200, 'POST', `/tasks/${taskId}/complete`, { token: this.account.token });
    this.acknowledged(taskId, 'task.completed', answer.duration);
  }

  async delete(taskId: string): Promise<void> {
    const answer = await mustCall(204, 'DELETE', `/tasks/${taskId}`, { token: this.account.token });
    this.acknowledged(taskId, 'task.deleted', answer.duration);
  }

  /** One task of each fate: left open, changed and completed, deleted. */
  async liveThrough(): Promise<void> {
    await this.create();
    const changed = await this.create();
    await this.update(changed, 'Changed');
    await this.complete(changed);
    await this.delete(await this.create());
  }

  /**
   * Asserts that each acknowledged change is in the audit log exactly once and no other is, and that the summary in the
   * state store comes to say what the database says. Waits up to `timeout` milliseconds for both.
   */
  async expectNothingMissing(database: Database, timeout = 60_000): Promise<void> {
    const keys = [...this.changes.keys()];
    const acknowledged = [...this.changes].flatMap(([key, topics]) => topics.map((topic) => `${key} ${topic}`)).sort();
    await eventually(
      async () => {
        const rows = await database.rows<{ key: string; topic: string }>(
          'SELECT key, topic FROM audit_log WHERE key = ANY($1)',
          [keys],
        );
        expect(rows.map(({ key, topic }) => `${key} ${topic}`).sort()).toEqual(acknowledged);
      },
      { timeout },
    );
    const [truth = {}] = await database.rows<Record<string, number>>(
      `SELECT count(*) FILTER (WHERE deleted_at IS NULL AND status = 'open')::int AS open,
              count(*) FILTER (WHERE deleted_at IS NULL AND status = 'completed')::int AS completed,
              count(*) FILTER (WHERE deleted_at IS NOT NULL)::int AS deleted
         FROM tasks WHERE owner_id = $1`,
      [this.account.id],
    );
    await eventually(
      async () => {
        expect(await storedSummary(this.account.id)).toEqual(expect.objectContaining(truth));
        const { body } = await mustCall(200, 'GET', '/me/summary', { token: this.account.token });
        expect(body).toEqual(expect.objectContaining({ ...truth, source: 'cache', degraded: false }));
      },
      { timeout },
    );
  }

  /** Deletes what is left of the account's tasks. */
  async cleanUp(): Promise<void> {
    await deleteTasks(this.account);
  }

  /** Creates a task if the service answers. @returns whether it was acknowledged */
  async tryToCreate(): Promise<boolean> {
    try {
      const answer = await call('POST', '/tasks', { token: this.account.token, body: { title: 'Under load' } });
      if (answer.status !== 201) return false;
      this.changes.set(text(answer.body, 'id'), ['task.created']);
      return true;
    } catch {
      return false;
    }
  }

  private acknowledged(taskId: string, topic: string, duration: number): void {
    this.durations.push(duration);
    this.changes.get(taskId)?.push(topic);
  }
}

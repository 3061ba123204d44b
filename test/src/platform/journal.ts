import {
  call,
  deleteTasks,
  mustCall,
  newAccount,
  text,
  type Account,
  type ApiAnswer,
  type JsonObject,
  type Method,
} from './api-client';
import type { Database } from './database';
import { eventually } from './eventually';
import { storedSummary } from './redis';

/** One change that a user asked for, and what the answer said of it. */
export interface Change {
  /** Of the event that tells of it. */
  readonly topic: string;
  /** Id of the task or user; undefined for a task whose creation was not answered. */
  readonly key: string | undefined;
  /** The task's title afterwards, where the change sets it. */
  readonly title: string | undefined;
  /** `in-doubt`: no answer, or one that does not say whether the change was stored. */
  readonly outcome: 'acknowledged' | 'in-doubt';
}

/** The service did not acknowledge a change, and may have stored it all the same. */
export class InDoubtError extends Error {
  override readonly name = 'InDoubtError';
}

interface Asked {
  readonly topic: string;
  readonly taskId?: string;
  readonly title?: string;
  /** Default: the title, if there is one. */
  readonly body?: JsonObject;
  readonly method: Method;
  readonly expected: number;
  /** Behind the path of the task. */
  readonly action?: string;
}

/** Everything that one user did: what must show in the end, whatever failed meanwhile. Its methods throw InDoubtError. */
export class Journal {
  private readonly noted: Change[] = [];
  /** Milliseconds of each answer that acknowledged a change. */
  readonly durations: number[] = [];

  private constructor(readonly account: Account) {
    this.noted.push({ topic: 'user.registered', key: account.id, title: undefined, outcome: 'acknowledged' });
  }

  static async open(): Promise<Journal> {
    return new Journal(await newAccount());
  }

  /** In the order in which they were asked for, each after the answer to the one before. */
  get changes(): readonly Change[] {
    return this.noted;
  }

  /** @returns the id of the new task */
  async create(title = 'A task of a journal'): Promise<string> {
    return text((await this.ask({ topic: 'task.created', title, method: 'POST', expected: 201 })).body, 'id');
  }

  async update(taskId: string, title: string): Promise<void> {
    await this.ask({ topic: 'task.updated', taskId, title, method: 'PATCH', expected: 200 });
  }

  async complete(taskId: string): Promise<void> {
    await this.ask({ topic: 'task.completed', taskId, method: 'POST', action: '/complete', expected: 200 });
  }

  /** Gives the task to a user, who is told of it. */
  async assign(taskId: string, userId: string): Promise<void> {
    const body = { userId };
    await this.ask({ topic: 'task.assigned', taskId, body, method: 'PUT', action: '/assignee', expected: 200 });
  }

  async delete(taskId: string): Promise<void> {
    await this.ask({ topic: 'task.deleted', taskId, method: 'DELETE', expected: 204 });
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
    const keys = [...new Set(this.noted.flatMap(({ key }) => key ?? []))];
    const acknowledged = this.noted
      .filter(({ outcome }) => outcome === 'acknowledged')
      .map(({ key, topic }) => `${key ?? ''} ${topic}`)
      .sort();
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

  private async ask(asked: Asked): Promise<ApiAnswer> {
    const { topic, taskId, title, method, expected, action = '' } = asked;
    const body = asked.body ?? (title === undefined ? undefined : { title });
    const path = taskId === undefined ? '/tasks' : `/tasks/${taskId}${action}`;
    const request = { token: this.account.token, ...(body && { body }) };
    const inDoubt = (cause: unknown): InDoubtError => {
      this.noted.push({ topic, key: taskId, title, outcome: 'in-doubt' });
      return new InDoubtError(`${method} ${path} was not acknowledged`, { cause });
    };
    const answer = await call(method, path, request).catch((error: unknown) => {
      throw inDoubt(error);
    });
    if (answer.status >= 500) throw inDoubt(answer.body);
    if (answer.status !== expected) {
      throw new Error(`${method} ${path}: ${answer.status} instead of ${expected}: ${JSON.stringify(answer.body)}`);
    }
    this.noted.push({ topic, key: taskId ?? text(answer.body, 'id'), title, outcome: 'acknowledged' });
    this.durations.push(answer.duration);
    return answer;
  }
}

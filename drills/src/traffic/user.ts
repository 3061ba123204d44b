import type { TaskCounts } from './mix';

/** Tokens are replaced when this share of their life is left. */
const REFRESH_SHARE = 0.2;

interface Token {
  readonly value: string;
  readonly refreshAt: number;
}

/** One simulated person: does one thing at a time and remembers its tasks. Times are milliseconds of one monotonic clock. */
export class User {
  busy = false;
  /** False until the service has been asked for the tasks that an earlier run left. */
  knowsTasks = false;
  private token: Token | undefined;
  /** Whether each task is open, oldest task first. */
  private readonly tasks = new Map<string, boolean>();

  constructor(
    readonly email: string,
    readonly password: string,
  ) {}

  /** The token to use at `now`, or undefined when the user has to log in (again). */
  tokenAt(now: number): string | undefined {
    return this.token !== undefined && now < this.token.refreshAt ? this.token.value : undefined;
  }

  loggedIn(value: string, expiresInSeconds: number, now: number): void {
    this.token = { value, refreshAt: now + expiresInSeconds * 1000 * (1 - REFRESH_SHARE) };
  }

  loggedOut(): void {
    this.token = undefined;
  }

  get counts(): TaskCounts {
    return { all: this.tasks.size, open: this.openTasks().length };
  }

  allTasks(): string[] {
    return [...this.tasks.keys()];
  }

  openTasks(): string[] {
    return [...this.tasks].filter(([, open]) => open).map(([id]) => id);
  }

  get oldestTask(): string | undefined {
    return this.tasks.keys().next().value;
  }

  remember(taskId: string, open: boolean): void {
    this.tasks.set(taskId, open);
  }

  forget(taskId: string): void {
    this.tasks.delete(taskId);
  }
}

/** `traffic-1@…` to `traffic-<count>@…`, the same people in every run. */
export function createUsers(count: number, password: string): User[] {
  return Array.from({ length: count }, (_, index) => new User(`traffic-${index + 1}@firewatch.example`, password));
}

import type { TaskCounts } from './mix';

/** What a log-in or a refresh gives. */
export interface TokenGrant {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Good for one refresh. */
  readonly refreshToken: string;
}

/** Tokens are replaced when this share of their life is left. */
const REFRESH_SHARE = 0.2;

interface Token {
  readonly value: string;
  readonly refreshAt: number;
}

/** One simulated person: does one thing at a time and remembers its tasks. Times are milliseconds of one monotonic clock. */
export class User {
  busy = false;
  /** The service's id of this user; undefined until a task of the user's has told it. */
  id: string | undefined;
  /** False until the service has been asked for the tasks that an earlier run left. */
  knowsTasks = false;
  private token: Token | undefined;
  private refreshToken: string | undefined;
  /** Whether each task is open, oldest task first. */
  private readonly tasks = new Map<string, boolean>();

  constructor(
    readonly email: string,
    readonly password: string,
  ) {}

  /** The token to use at `now`, or undefined when the user has to get one. */
  tokenAt(now: number): string | undefined {
    return this.token !== undefined && now < this.token.refreshAt ? this.token.value : undefined;
  }

  loggedIn({ accessToken, expiresIn, refreshToken }: TokenGrant, now: number): void {
    this.token = { value: accessToken, refreshAt: now + expiresIn * 1000 * (1 - REFRESH_SHARE) };
    this.refreshToken = refreshToken;
  }

  /** The access token is good no more. */
  loggedOut(): void {
    this.token = undefined;
  }

  get canRefresh(): boolean {
    return this.refreshToken !== undefined;
  }

  /** Gives the refresh token away: one that was shown, whatever came of it, must not be shown again. */
  takeRefreshToken(): string | undefined {
    const taken = this.refreshToken;
    this.refreshToken = undefined;
    return taken;
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

/** What a user's tasks amount to. `total` counts every task ever created: open + completed + deleted. */
export interface Summary {
  userId: string;
  open: number;
  completed: number;
  deleted: number;
  total: number;
  /** Time of the last change of any of the user's tasks, ISO 8601; null when there never was one. */
  lastEventAt: string | null;
}

/** A summary, and where it came from; degraded when the state store could not be asked. */
export interface SummaryAnswer extends Summary {
  source: 'cache' | 'database';
  degraded: boolean;
}

export const TASK_STATUSES = ['open', 'completed'] as const;
export const TASK_PRIORITIES = ['low', 'normal', 'high'] as const;

/** What a user may list: the tasks that the user owns, or those that the user was given. */
export const TASK_SCOPES = ['owned', 'assigned'] as const;

export type TaskStatus = (typeof TASK_STATUSES)[number];
export type TaskPriority = (typeof TASK_PRIORITIES)[number];
export type TaskScope = (typeof TASK_SCOPES)[number];

/** A task as its owner and its assignee see it. Deleted tasks are kept in the database but are no longer seen as tasks. */
export interface Task {
  id: string;
  ownerId: string;
  title: string;
  description: string | null;
  status: TaskStatus;
  priority: TaskPriority;
  dueAt: Date | null;
  tags: string[];
  /** Who was given it; the owner may be, too. Null: nobody. */
  assigneeId: string | null;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
}

/** What a new task is made of. Defaults: no description, priority normal, no due date, no tags. */
export interface NewTask {
  title: string;
  description?: string | null | undefined;
  priority?: TaskPriority | undefined;
  dueAt?: Date | null | undefined;
  tags?: string[] | undefined;
}

/** The fields an owner may change; an absent field stays, null clears. */
export interface TaskChanges {
  title?: string | undefined;
  description?: string | null | undefined;
  priority?: TaskPriority | undefined;
  dueAt?: Date | null | undefined;
  tags?: string[] | undefined;
}

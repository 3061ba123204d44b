export const TASK_STATUSES = ['open', 'completed'] as const;
export const TASK_PRIORITIES = ['low', 'normal', 'high'] as const;

export type TaskStatus = (typeof TASK_STATUSES)[number];
export type TaskPriority = (typeof TASK_PRIORITIES)[number];

/** A task as its owner sees it. Deleted tasks are kept in the database but are no longer seen as tasks. */
export interface Task {
  id: string;
  ownerId: string;
  title: string;
  description: string | null;
  status: TaskStatus;
  priority: TaskPriority;
  dueAt: Date | null;
  tags: string[];
  /** Who works on it, if not the owner. */
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

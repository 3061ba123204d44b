import type { EventTopic } from '../events/topics';
import { readPage, type Page, type PageQuery, type PageRequest } from '../paging/page';

/** One event of a user or of a task that the user owns. */
export interface ActivityEntry {
  eventId: string;
  type: EventTopic;
  occurredAt: Date;
  /** Null when it is no task's event. */
  taskId: string | null;
  /** The task's title at that time; null when the event does not tell it. */
  title: string | null;
}

export interface ActivityReader {
  /** Newest first by time, then event id. An event is there once the audit log has it: some moments after its change. */
  listActivity(userId: string, page: PageRequest): Promise<ActivityEntry[]>;
}

/** One page of what happened to a user and the user's tasks, newest first. Throws AppError `invalid_cursor`. */
export function listActivity(reader: ActivityReader, userId: string, query: PageQuery): Promise<Page<ActivityEntry>> {
  return readPage(
    query,
    ({ occurredAt: at, eventId: id }) => ({ at, id }),
    (page) => reader.listActivity(userId, page),
  );
}

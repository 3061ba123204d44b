import type { ErrorCode } from '../errors';
import { rulesOf } from './access';
import { statusOf } from './problem';
import type { RouteDescription } from './route';

/** What any request may meet: its Host and its query are checked on every route, and a defect may sit anywhere. */
const OF_ALL: readonly ErrorCode[] = ['malformed_request', 'validation_failed', 'internal_error'];
const OF_BODIES: readonly ErrorCode[] = ['malformed_json', 'payload_too_large', 'unsupported_media_type'];

/** Every code that a request of the route may be answered with, by status; statuses and codes in order. */
export function problemsOf(route: RouteDescription): ReadonlyMap<number, readonly ErrorCode[]> {
  const codes = new Set([
    ...rulesOf(route.access).errors,
    ...(route.body ? OF_BODIES : []),
    ...(route.errors ?? []),
    ...OF_ALL,
  ]);
  const byStatus = Map.groupBy([...codes].sort(), statusOf);
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}

import express, { Router, type RequestHandler } from 'express';
import { deliveredEntries, type DeliveredEntry } from '../consumer/delivered-entry';
import type { EntryStatus } from '../consumer/notification-delivery';
import { NOTIFICATION_KINDS } from '../notifications/notification';

const ROOT = '/internal/notifications';

/**
 * One for each kind, one for events of any other type; and whatever else a subscription may name: Dapr takes a 404 for "done", and a slip
 * in a path would lose what is brought there.
 */
const PATHS = [ROOT, ...NOTIFICATION_KINDS.map((kind) => `${ROOT}/${kind}`), `${ROOT}/*other`];

/**
 * Ten records of a megabyte, of which the sidecar's JSON may make six times as much. What is refused for its size would be brought again
 * until Dapr gives it up.
 */
const LARGEST_BULK = '64mb';

const bulk: RequestHandler = express.json({ type: () => true, limit: LARGEST_BULK });

/** Where the sidecar brings requests for notifications, by its subscription. `entry` comes first on every route. */
export function notificationRoutes(
  deliver: (entries: readonly DeliveredEntry[]) => Promise<EntryStatus[]>,
  entry: RequestHandler[],
): Router {
  const router = Router();
  for (const path of PATHS) {
    router.post(path, ...entry, bulk, async (request, response) => {
      response.json({ statuses: await deliver(deliveredEntries(request.body)) });
    });
  }
  return router;
}

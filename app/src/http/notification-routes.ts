import express, { Router, type RequestHandler } from 'express';
import type { DeliveryStatus } from '../consumer/notification-delivery';

/** The largest message that a sidecar takes; what it would be refused for its size it would bring again for ever. */
const LARGEST_MESSAGE = '4mb';

/** Whatever its type says: what is not as expected is to be dropped, which only an answer to the message itself can say. */
const anyText: RequestHandler = express.text({ type: () => true, limit: LARGEST_MESSAGE });

/** Where the sidecar brings requests for notifications, by its subscription. `entry` comes first on every route. */
export function notificationRoutes(
  deliver: (body: string) => Promise<DeliveryStatus>,
  entry: RequestHandler[],
): Router {
  const router = Router();

  router.post('/internal/notifications', ...entry, anyText, async (request, response) => {
    const body: unknown = request.body;
    response.json({ status: await deliver(typeof body === 'string' ? body : '') });
  });

  return router;
}

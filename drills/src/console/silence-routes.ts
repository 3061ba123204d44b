import express, { Router, type RequestHandler } from 'express';
import { parseInput } from './parse';
import { addSilence, endSilence, newSilence, silenceId } from './silences';
import type { Sources } from './sources';

/** @param authorise refuses whoever may not change anything */
export function silenceRoutes({ upstreams: { alertmanager } }: Sources, authorise: RequestHandler): Router {
  const router = Router();
  router.post('/silences', authorise, express.json({ limit: '32kb' }), async (request, response) => {
    const id = await addSilence(alertmanager, parseInput(newSilence, request.body as unknown));
    response.status(201).json({ id });
  });
  router.delete('/silences/:id', authorise, async (request, response) => {
    await endSilence(alertmanager, parseInput(silenceId, request.params['id']));
    response.status(204).end();
  });
  return router;
}

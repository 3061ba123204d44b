import { MAX_SPEED, PRODUCTION_SPEED } from '@firewatch/native';
import { gauge } from '@firewatch/telemetry';
import express, { Router, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { DrillEvent } from '../drill/events';
import { journalFile } from '../drill/journal';
import { listDrills, readDrill } from './drills';
import { readRun } from './journals';
import { parseInput } from './parse';
import type { Sources } from './sources';
import { tailJournal } from './tail-journal';

/** A silent connection is cut by whatever stands between; a comment keeps it. */
const KEEP_ALIVE_MS = 15_000;

const startBody = z.strictObject({ speed: z.number().min(PRODUCTION_SPEED).max(MAX_SPEED).optional() }).default({});

/** @param authorise refuses whoever may not change anything */
export function drillRoutes({ folders, drills }: Sources, authorise: RequestHandler): Router {
  const router = Router();
  const streams = new Set<Response>();
  gauge('console_event_streams').collect((set) => set({}, streams.size));

  router.get('/drills', async (_request, response) => void response.json(await listDrills(folders)));

  router.get('/drills/:name', async (request, response) => {
    response.json(await readDrill(folders, request.params.name));
  });

  router.get('/drills/runs/:run', async (request, response) => {
    response.json(await readRun(folders.journals, request.params.run));
  });

  router.get('/drills/runs/:run/events', async (request, response) => {
    const { run } = await readRun(folders.journals, request.params.run);
    const seen = parseLastSeen(request.headers['last-event-id']);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.set({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    streams.add(response);
    const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
    try {
      let id = 0;
      for await (const event of tailJournal(journalFile(folders.journals, run), gone.signal)) {
        if (id > seen) response.write(frame(id, event));
        id += 1;
      }
      response.end();
    } finally {
      clearInterval(keepAlive);
      streams.delete(response);
    }
  });

  router.post('/drills/:name/runs', authorise, express.json({ limit: '1kb' }), async (request, response) => {
    const { speed } = parseInput(startBody, request.body as unknown);
    const { name } = await readDrill(folders, String(request.params['name']));
    response.status(201).json({ run: await drills.start(name, speed) });
  });

  router.post('/drills/runs/:run/abort', authorise, async (request, response) => {
    await drills.abort(String(request.params['run']));
    response.status(202).json({});
  });
  return router;
}

/** A browser that was cut off says which event it had last. */
const parseLastSeen = (header: unknown): number =>
  typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : -1;

const frame = (id: number, event: DrillEvent): string => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;

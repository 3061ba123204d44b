import express, { type RequestHandler } from 'express';

/** Reads a JSON body of at most 64 kB. Sits on the route, so that a refused body is still counted under its route. */
export const jsonBody: RequestHandler = express.json({ limit: '64kb', strict: true });

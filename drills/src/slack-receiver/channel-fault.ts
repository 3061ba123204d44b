import { createHash, timingSafeEqual } from 'node:crypto';
import { gauge, logger } from '@firewatch/telemetry';
import express, { Router, type RequestHandler } from 'express';
import { z } from 'zod';

const FAULT = 'slack-channel-failing';

const log = logger.child({ 'log.logger': 'slack-receiver' });

/** A channel of which Slack's servers fail: its posts are answered 500. Off after some seconds by itself, and with the process's end. */
export class ChannelFault {
  private failing: { readonly channel: string; readonly timer: NodeJS.Timeout } | undefined;

  constructor() {
    gauge('fault_active').set({ fault: FAULT }, 0);
  }

  isFailing(channel: string): boolean {
    return this.failing?.channel === channel;
  }

  /** In place of the channel that failed before. */
  inject(channel: string, seconds: number): void {
    this.withdraw('it is set again');
    const timer = setTimeout(() => this.withdraw('its time is over'), seconds * 1_000).unref();
    this.failing = { channel, timer };
    gauge('fault_active').set({ fault: FAULT }, 1);
    log.warn({ channel }, `fault injected: ${FAULT} for ${seconds} s`);
  }

  /** Does nothing when no channel fails. */
  withdraw(reason: string): void {
    if (!this.failing) return;
    clearTimeout(this.failing.timer);
    this.failing = undefined;
    gauge('fault_active').set({ fault: FAULT }, 0);
    log.info(`fault withdrawn: ${FAULT}, ${reason}`);
  }
}

/**
 * `PUT /admin/faults/slack-channel-failing` with `{channel, seconds}` and `DELETE` of it, for the bearer of the admin token; in the form of
 * the services' own switches. Any other request is answered 401, 404 or 400.
 * @param channels that there are
 */
export function faultRoutes(fault: ChannelFault, channels: readonly string[], token: string): Router {
  const router = Router();
  const setting = z.strictObject({ channel: z.enum(channels), seconds: z.number().int().min(1).max(3_600) });
  router.use('/admin', requireToken(token));
  router.put(`/admin/faults/${FAULT}`, express.json(), (request, response) => {
    const { data, error } = setting.safeParse(request.body);
    if (error) return void response.status(400).json({ error: z.prettifyError(error) });
    fault.inject(data.channel, data.seconds);
    response.json({ fault: FAULT, active: true, parameters: data });
  });
  router.delete(`/admin/faults/${FAULT}`, (_request, response) => {
    fault.withdraw('on request');
    response.status(204).end();
  });
  return router;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that says nothing of the token. */
function requireToken(token: string): RequestHandler {
  const expected = digest(`Bearer ${token}`);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.get('authorization') ?? ''), expected)) next();
    else response.status(401).json({ error: 'the admin token is required' });
  };
}

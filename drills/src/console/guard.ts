import { createHash, timingSafeEqual } from 'node:crypto';
import { counter } from '@firewatch/telemetry';
import type { RequestHandler } from 'express';
import { ConsoleError } from './problem';

const NAMES = ['localhost', '127.0.0.1'] as const;

/** What the browser may load and run: the console's own files, and nothing that stands in a page. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const protectPages: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy': CONTENT_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  next();
};

/**
 * Answers only who asked for this machine by name, or for its own container: a foreign site whose name was made to point here (DNS
 * rebinding) is refused.
 * @param port where this machine finds it
 * @param internalHost `name:port` of its container
 */
export function requireKnownHost(port: () => number, internalHost?: string): RequestHandler {
  return ({ headers: { host } }, _response, next) => {
    if (host === undefined || (host !== internalHost && !NAMES.some((name) => host === `${name}:${port()}`))) {
      throw refusal('foreign_host', `Open http://localhost:${port()}/`);
    }
    next();
  };
}

/** For what changes something: asked for by the console's own pages (`Origin`), by someone who knows the token. */
export function requireToken(token: string, port: () => number): RequestHandler {
  const expected = digest(token);
  return (request, _response, next) => {
    const { origin, authorization } = request.headers;
    if (!NAMES.some((name) => origin === `http://${name}:${port()}`)) {
      throw refusal('foreign_origin', `The header Origin has to be http://localhost:${port()}`);
    }
    const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (given === undefined) throw refusal('token_needed', 'It stands in .env.local as CONSOLE_TOKEN');
    if (!timingSafeEqual(digest(given), expected)) {
      throw refusal('token_wrong', 'It stands in .env.local as CONSOLE_TOKEN');
    }
    next();
  };
}

/** Of equal length whatever was given, as the comparison in constant time wants. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function refusal(
  code: 'foreign_host' | 'foreign_origin' | 'token_needed' | 'token_wrong',
  message: string,
): ConsoleError {
  counter('console_refusals_total').inc({ reason: code });
  return new ConsoleError(code, message);
}

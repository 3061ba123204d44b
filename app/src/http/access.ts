import type { RequestHandler } from 'express';
import type { ErrorCode } from '../errors';

interface AccessRules {
  /** What a caller has to show. */
  readonly token?: 'accessToken' | 'adminToken' | 'sidecarToken';
  /** Whether requests are counted against a limit, which the answers' headers tell of. */
  readonly limited?: true;
  /** The codes with which a request may be refused before its route sees it. */
  readonly errors: readonly ErrorCode[];
}

/**
 * Who may call a route. `anyone`: machines and the curious, at any time. `guest`: somebody who has no access token yet,
 * limited by address. `user`: the bearer of an access token, limited by user. `admin`: the bearer of the admin token.
 * `sidecar`: the service's own sidecar.
 */
export const ACCESS = {
  anyone: { errors: [] },
  guest: { limited: true, errors: ['rate_limited', 'service_starting', 'dependency_unavailable'] },
  user: {
    token: 'accessToken',
    limited: true,
    errors: ['unauthenticated', 'invalid_token', 'rate_limited', 'service_starting', 'dependency_unavailable'],
  },
  admin: { token: 'adminToken', errors: ['unauthenticated', 'invalid_token'] },
  sidecar: {
    token: 'sidecarToken',
    errors: ['unauthenticated', 'invalid_token', 'service_starting', 'dependency_unavailable'],
  },
} as const satisfies Record<string, AccessRules>;

export type Access = keyof typeof ACCESS;

/** The rules of an access, in their general form. */
export function rulesOf(access: Access): AccessRules {
  return ACCESS[access];
}

/** What stands before the handler of a route, by the route's access. */
export type Guards<Kinds extends Access = Access> = Readonly<Record<Kinds, readonly RequestHandler[]>>;

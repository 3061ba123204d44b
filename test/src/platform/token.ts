import { createHmac } from 'node:crypto';
import { settings } from './settings';

export interface TokenFields {
  readonly subject: string;
  /** Seconds from now; negative for a token that has expired. */
  readonly expiresIn: number;
  /** Default: the service's own secret. */
  readonly secret?: string;
  /** Default HS256. */
  readonly algorithm?: 'HS256' | 'none';
}

/** A signed access token as somebody other than the service would make it. */
export function forgeToken({ subject, expiresIn, secret, algorithm = 'HS256' }: TokenFields): string {
  const now = Math.floor(Date.now() / 1000);
  const content = [
    { alg: algorithm, typ: 'JWT' },
    { iss: 'firewatch', sub: subject, iat: now - 7_200, exp: now + expiresIn },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  if (algorithm === 'none') return `${content}.`;
  const signature = createHmac('sha256', secret ?? settings().secrets.jwtSecret).update(content);
  return `${content}.${signature.digest('base64url')}`;
}

import { domainToUnicode } from 'node:url';
import { z } from 'zod';

const LOCAL_PART = /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@/;
/** Names between dots: at most 63 characters, no hyphen at either end (RFC 1035). */
const DOMAIN = /@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** An e-mail address that can exist, in lower case; lengths as RFC 5321 has them. */
export const email = z
  .email({ pattern: new RegExp(LOCAL_PART.source + DOMAIN.source.slice(1)), abort: true })
  .max(254)
  .regex(/^.{1,64}@/, 'must have at most 64 characters before the @')
  .refine(hasDomainName, 'must have a domain name after the @')
  .transform((value) => value.toLowerCase());

/** Hyphens in third and fourth place are kept for encoded names, which must be well encoded (RFC 5891). */
function hasDomainName(address: string): boolean {
  const domain = address.slice(address.indexOf('@') + 1).toLowerCase();
  const encoded = domain.split('.').filter((name) => name.startsWith('--', 2));
  // What cannot be decoded is given back as it is.
  return encoded.every((name) => name.startsWith('xn--') && domainToUnicode(name) !== name);
}

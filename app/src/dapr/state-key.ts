import { AppError } from '../errors';

/** Safe in a URL's path, and without what Dapr (`||`) and this class (`:`) put between the parts of a key. */
const PART = /^[\w.~-]{1,200}$/;

/**
 * The key of an app's value as Dapr is told it: `<owner>:<key>`, so that apps that share a store never meet. Owner and key are 1 to 200
 * letters, digits, `_`, `.`, `~` and `-`, else this throws AppError `state_refused`.
 */
export function ownedKey(owner: string, key: string): string {
  for (const part of [owner, key]) {
    if (PART.test(part)) continue;
    const form = 'give 1 to 200 letters, digits, "_", ".", "~" or "-"';
    throw new AppError('state_refused', `${JSON.stringify(part)} cannot be part of a key: ${form}`);
  }
  return `${owner}:${key}`;
}

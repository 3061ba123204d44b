/**
 * Whose fault it is that a request failed.
 * `unreachable`: there is no usable answer: Elasticsearch is down, starting, or something else listens there.
 * `refuses-access`: it does not let this user in, or not do this.
 * `refuses-writes`: it answers, and takes no documents: a read-only index, a full disk, too many requests.
 * `refuses-request`: it takes requests, but not this one: too large, or not to be read. Another one may pass.
 */
export type StoreErrorKind = 'unreachable' | 'refuses-access' | 'refuses-writes' | 'refuses-request';

const TOO_LARGE = 413;

/** Elasticsearch did not do what it was asked for. The message names it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code = 'ELASTICSEARCH_FAILED';
  readonly isAboutSize: boolean;

  constructor(
    readonly kind: StoreErrorKind,
    message: string,
    options?: ErrorOptions & { readonly status?: number },
  ) {
    super(message, options);
    this.isAboutSize = options?.status === TOO_LARGE;
  }
}

const BLOCKED = 'cluster_block_exception';

/** @param type of the error that the answer names, where it names one. */
export function kindOfStatus(status: number, type: string | undefined): StoreErrorKind {
  if (status === 400 || status === TOO_LARGE) return 'refuses-request';
  if (status === 429 || type === BLOCKED) return 'refuses-writes';
  return status === 401 || status === 403 ? 'refuses-access' : 'unreachable';
}

/** 400s that are about the index or the cluster, and not about the document. */
const OF_THE_INDEX = new Set([
  'index_closed_exception',
  'invalid_index_name_exception',
  'validation_exception',
  BLOCKED,
]);

/**
 * What became of one document of a bulk request.
 * `refused`: in this form it will never be taken. `index-refuses`: no document is taken by this index; another index may take it.
 * `retriable`: the same document may be taken later.
 */
export type ItemStatus = 'stored' | 'refused' | 'index-refuses' | 'retriable';

/** @param type of the error that the item names, where it names one. */
export function statusOfItem(status: number, type: string | undefined): ItemStatus {
  if (status < 300) return 'stored';
  if (status === 404 || (type !== undefined && OF_THE_INDEX.has(type))) return 'index-refuses';
  return status === 400 || status === TOO_LARGE ? 'refused' : 'retriable';
}

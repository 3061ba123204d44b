import { setTimeout as delay } from 'node:timers/promises';
import { indexOfDay, simpler, type LogDocument } from '../document';
import type { ItemResult } from './elasticsearch-client';
import { indexTemplate, TEMPLATE_NAME } from './index-template';
import { StoreError, type StoreErrorKind } from './store-error';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** The part of the client that delivery uses. */
export interface Store {
  /** @throws {StoreError} */
  putIndexTemplate(name: string, template: unknown): Promise<void>;
  /** @throws {StoreError} */
  bulk(documents: readonly LogDocument[]): Promise<ItemResult[]>;
}

/** What delivery reports to the outside. */
export interface DeliveryEvents {
  onStored(document: LogDocument): void;
  /** Once for each failed attempt; the next one comes after a pause. */
  onRetry(error: unknown): void;
  /** A document was refused even in its simplest form; its lines are only in their file. */
  onLost(document: LogDocument, reason: string): void;
}

/** Brings documents into the store, however long that takes. */
export class Delivery {
  private templateStored = false;
  private lastFailure: StoreError | undefined = new StoreError(
    'unreachable',
    'Elasticsearch has not been asked for anything yet',
  );
  /** A batch is under way that has failed at least once. */
  private isStuck = false;

  constructor(
    private readonly store: Store,
    private readonly events: DeliveryEvents,
  ) {}

  /** Why documents are not stored now; undefined where they are. Before the first success, and from a failure to the next success. */
  get failure(): StoreError | undefined {
    return this.lastFailure;
  }

  /**
   * Puts the index template, so that readiness does not wait for a first line. It does not make ready again what failed to store a
   * document: a cluster whose indices are read-only takes templates.
   * @throws what the store throws.
   */
  async prepare(): Promise<void> {
    if (this.templateStored) return;
    try {
      await this.store.putIndexTemplate(TEMPLATE_NAME, indexTemplate);
    } catch (error) {
      this.lastFailure = toStoreError(error, 'unreachable');
      throw error;
    }
    this.templateStored = true;
    if (!this.isStuck) this.lastFailure = undefined;
  }

  /**
   * Returns when every document is stored, or lost because it is refused in every form. While Elasticsearch takes nothing it is asked again
   * after growing pauses (0.5 s to 15 s), and gets the template again before the next document, for it may come back empty.
   * @throws the signal's reason when it is aborted; what was not stored then stays with the caller.
   */
  async deliver(documents: readonly LogDocument[], signal: AbortSignal): Promise<void> {
    let pending = documents;
    let pause = FIRST_PAUSE_MS;
    while (pending.length > 0) {
      const attempt = new Attempt(this.store, this.events);
      pending = await this.attempt(attempt, pending);
      this.lastFailure = attempt.failure;
      this.isStuck = attempt.failure !== undefined;
      if (attempt.failure === undefined) continue;
      this.templateStored = false;
      this.events.onRetry(attempt.failure);
      await delay(pause, undefined, { signal });
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  private async attempt(attempt: Attempt, pending: readonly LogDocument[]): Promise<readonly LogDocument[]> {
    try {
      await this.prepare();
    } catch (error) {
      attempt.failure = toStoreError(error, 'unreachable');
      return pending;
    }
    return attempt.run(pending);
  }
}

/** One round of sending. What remains has to be sent again: later where there is a failure, else at once, in another form. */
class Attempt {
  failure: StoreError | undefined;
  /** Some request was answered document by document. */
  private wasAnswered = false;
  private readonly today = indexOfDay(new Date());

  constructor(
    private readonly store: Store,
    private readonly events: DeliveryEvents,
  ) {}

  /** @returns what remains. Where every document is refused, each by itself, no document is at fault: all remain as they were. */
  async run(documents: readonly LogDocument[]): Promise<readonly LogDocument[]> {
    const refusals: StoreError[] = [];
    const remaining = await this.send(documents, refusals);
    const [refusal] = refusals;
    if (refusal === undefined || refusal.isAboutSize || this.wasAnswered || documents.length === 1) return remaining;
    this.failure ??= refusal;
    return documents;
  }

  /** A request that is refused as a whole is halved until the document at fault is alone. */
  private async send(documents: readonly LogDocument[], refusals: StoreError[]): Promise<readonly LogDocument[]> {
    let results: readonly ItemResult[];
    try {
      results = await this.store.bulk(documents);
    } catch (error) {
      const failure = toStoreError(error, 'refuses-request');
      if (failure.kind !== 'refuses-request') {
        this.failure = failure;
        return documents;
      }
      refusals.push(failure);
      const [only] = documents;
      if (only !== undefined && documents.length === 1) return [this.alone(only, failure)];
      const middle = Math.ceil(documents.length / 2);
      return [
        ...(await this.send(documents.slice(0, middle), refusals)),
        ...(await this.send(documents.slice(middle), refusals)),
      ];
    }
    this.wasAnswered = true;
    return documents.flatMap((document, index) =>
      this.remaining(document, results[index] ?? { status: 'retriable', reason: 'no answer for this document' }),
    );
  }

  private remaining(document: LogDocument, result: ItemResult): readonly LogDocument[] {
    switch (result.status) {
      case 'stored':
        this.events.onStored(document);
        return [];
      case 'refused':
        return this.inSimplerForm(document, result.reason);
      case 'index-refuses':
        // An index of an older day may be closed or read-only for good; one line must not wait for it in front of all others.
        if (document.index !== this.today) return [{ ...document, index: this.today }];
        this.failure = new StoreError('refuses-writes', `Elasticsearch refuses writes: ${result.reason}`);
        return [document];
      case 'retriable':
        this.failure = new StoreError('refuses-writes', `Elasticsearch refuses writes: ${result.reason}`);
        return [document];
    }
  }

  private inSimplerForm(document: LogDocument, reason: string): readonly LogDocument[] {
    const next = simpler(document, reason);
    if (next === undefined) this.events.onLost(document, reason);
    return next === undefined ? [] : [next];
  }

  /** A request of one short text that is refused as a whole is not refused for what it holds. */
  private alone(document: LogDocument, failure: StoreError): LogDocument {
    const next = simpler(document, failure.message);
    if (next === undefined) this.failure = failure;
    return next ?? document;
  }
}

/** @param kind of an error that is not the store's own. */
function toStoreError(error: unknown, kind: StoreErrorKind): StoreError {
  if (error instanceof StoreError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreError(kind, `the request could not be made: ${detail}`, { cause: error });
}

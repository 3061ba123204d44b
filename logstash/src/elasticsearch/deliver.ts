import { setTimeout as delay } from 'node:timers/promises';
import { toRejected, type LogDocument, type Outcome } from '../document';
import type { ItemResult } from './elasticsearch-client';
import { indexTemplate, TEMPLATE_NAME } from './index-template';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** The part of the client that delivery uses. */
export interface Store {
  putIndexTemplate(name: string, template: unknown): Promise<void>;
  bulk(documents: readonly LogDocument[]): Promise<ItemResult[]>;
}

/** What delivery tells the outside. */
export interface DeliveryEvents {
  onStored(service: string, outcome: Outcome): void;
  /** Once for each failed attempt; the next one comes after a pause. */
  onRetry(error: unknown): void;
  /** A document was refused even in the form that every index takes; its lines are only in their file. */
  onLost(document: LogDocument, reason: string): void;
}

/** Brings documents into the store, however long that takes. */
export class Delivery {
  private templateStored = false;

  constructor(
    private readonly store: Store,
    private readonly events: DeliveryEvents,
  ) {}

  /** False until the first success, and from a failure to the next success. */
  get ready(): boolean {
    return this.templateStored;
  }

  /** Puts the index template, so that readiness does not wait for a first line. @throws what the store throws. */
  async prepare(): Promise<void> {
    if (this.templateStored) return;
    await this.store.putIndexTemplate(TEMPLATE_NAME, indexTemplate);
    this.templateStored = true;
  }

  /**
   * Returns when every document is stored. While the store is away it asks again after growing pauses (0.5 s to 15 s), and puts the
   * template anew before the next document, for the store may come back empty.
   * @throws the signal's reason when it is aborted; what was not stored then stays with the caller.
   */
  async deliver(documents: readonly LogDocument[], signal: AbortSignal): Promise<void> {
    let pending = documents;
    for (let pause = FIRST_PAUSE_MS; pending.length > 0; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        await this.prepare();
        pending = this.remaining(pending, await this.store.bulk(pending));
      } catch (error) {
        this.templateStored = false;
        this.events.onRetry(error);
      }
      if (pending.length > 0) await delay(pause, undefined, { signal });
    }
  }

  private remaining(documents: readonly LogDocument[], results: readonly ItemResult[]): LogDocument[] {
    const remaining: LogDocument[] = [];
    let retriable: string | undefined;
    for (const [index, document] of documents.entries()) {
      const result = results[index] ?? { status: 'retriable', reason: 'no answer for this document' };
      if (result.status === 'stored') {
        this.events.onStored(document.record.process, document.outcome);
      } else if (result.status === 'retriable') {
        retriable = result.reason;
        remaining.push(document);
      } else if (document.outcome === 'rejected') {
        this.events.onLost(document, result.reason);
      } else {
        remaining.push(toRejected(document, result.reason));
      }
    }
    if (retriable !== undefined) this.events.onRetry(new Error(retriable));
    return remaining;
  }
}

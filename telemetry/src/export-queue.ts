import { context } from '@opentelemetry/api';
import { ExportResultCode, suppressTracing } from '@opentelemetry/core';
import type { ExportResult } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

import { warnRarely } from './diagnostics';
import { counter } from './metrics';

/** What the queue needs of an exporter; those of OpenTelemetry fit. */
export interface Exporter {
  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
}

export interface ExportQueueLimits {
  /** Most spans that wait or are under way; further ones are dropped. Default 2048. */
  readonly maxQueuedSpans?: number;
  /** Most spans in one export. Default 512. */
  readonly maxBatchSpans?: number;
  /** Time between an incomplete batch's first span and its export, and between failed exports. Default 1000 ms. */
  readonly delayMs?: number;
  /** Time after which an export that has not answered is given up and its exporter replaced. Default 6000 ms. */
  readonly exportTimeLimitMs?: number;
  /** Most time that closing may take. Default 3000 ms. */
  readonly closeTimeLimitMs?: number;
}

type DropReason = 'queue_full' | 'export_failed';

/**
 * A bounded queue of ended spans before one exporter. Nothing here blocks or throws into the caller. Each span is
 * counted once as ended and once as exported or dropped, so that at any time
 * ended = exported + dropped + {@link unfinished}.
 *
 * The SDK's batch processor is not used because it tells nobody which spans it lost.
 */
export class ExportQueue {
  private readonly limits: Required<ExportQueueLimits>;
  private readonly ended = counter('telemetry_spans_ended_total');
  private readonly exported = counter('telemetry_spans_exported_total');
  private readonly dropped = counter('telemetry_spans_dropped_total');
  private exporter: Exporter;
  private queue: ReadableSpan[] = [];
  private underWay = 0;
  private currentExport: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closing = false;
  private closed = false;

  /** @param createExporter called once now, and again whenever an exporter no longer answers */
  constructor(
    private readonly createExporter: () => Exporter,
    limits: ExportQueueLimits = {},
  ) {
    this.limits = {
      maxQueuedSpans: 2_048,
      maxBatchSpans: 512,
      delayMs: 1_000,
      exportTimeLimitMs: 6_000,
      closeTimeLimitMs: 3_000,
      ...limits,
    };
    this.exporter = createExporter();
    // The series are there before the first loss, so that a rate over them sees the first one.
    for (const reason of ['queue_full', 'export_failed'] as const) this.dropped.inc({ reason }, 0);
  }

  /** Spans that wait or are under way. */
  get unfinished(): number {
    return this.queue.length + this.underWay;
  }

  add(span: ReadableSpan): void {
    this.ended.inc();
    if (this.closed) {
      this.drop(1, 'export_failed', 'the telemetry is shut down');
    } else if (this.unfinished >= this.limits.maxQueuedSpans) {
      this.drop(1, 'queue_full', 'the collector does not keep up');
    } else {
      this.queue.push(span);
      this.schedule(this.queue.length >= this.limits.maxBatchSpans ? 0 : this.limits.delayMs);
    }
  }

  /** Resolves when everything that was queued at the call is exported or dropped. */
  async flush(): Promise<void> {
    while (this.unfinished > 0 && !this.closed) await (this.currentExport ?? this.startExport());
  }

  /** Flushes within the time limit; what is left then is counted as dropped. Never rejects. A second call does nothing. */
  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    await settlesWithin(this.flush(), this.limits.closeTimeLimitMs);
    this.closed = true;
    clearTimeout(this.timer);
    const left = this.unfinished;
    this.queue = [];
    this.underWay = 0;
    if (left > 0) this.drop(left, 'export_failed', 'the collector did not answer before the shutdown');
    await this.discardExporter(this.exporter, left > 0 ? 0 : this.limits.closeTimeLimitMs);
  }

  private schedule(delayMs: number): void {
    if (this.currentExport !== undefined || this.closed) return;
    if (this.timer !== undefined) {
      if (delayMs > 0) return;
      clearTimeout(this.timer);
    }
    this.timer = setTimeout(() => void this.startExport(), delayMs);
    this.timer.unref();
  }

  private startExport(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.currentExport ??= this.exportBatch().finally(() => {
      this.currentExport = undefined;
      if (this.queue.length > 0) this.schedule(this.limits.delayMs);
    });
    return this.currentExport;
  }

  /** Exports batches until fewer than one full batch wait, or one fails. Never rejects. */
  private async exportBatch(): Promise<void> {
    do {
      const batch = this.queue.splice(0, this.limits.maxBatchSpans);
      if (batch.length === 0) return;
      this.underWay = batch.length;
      const failure = await this.send(batch);
      // Closing has counted and forgotten what was under way.
      if (this.closed) return;
      this.underWay = 0;
      if (failure !== undefined) {
        this.drop(batch.length, 'export_failed', failure);
        return;
      }
      this.exported.inc({}, batch.length);
    } while (this.queue.length >= this.limits.maxBatchSpans);
  }

  /** The reason why the batch was not accepted, or undefined when it was. */
  private async send(batch: ReadableSpan[]): Promise<string | undefined> {
    const { exporter } = this;
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<string | undefined>((resolve) => {
      timer = setTimeout(() => {
        resolve(`no answer within ${this.limits.exportTimeLimitMs} ms`);
        this.replace(exporter);
      }, this.limits.exportTimeLimitMs);
      timer.unref();
      try {
        context.with(suppressTracing(context.active()), () =>
          exporter.export(batch, (result) =>
            resolve(
              result.code === ExportResultCode.SUCCESS ? undefined : (result.error?.message ?? 'no reason given'),
            ),
          ),
        );
      } catch (error) {
        resolve(String(error));
      }
    });
    clearTimeout(timer);
    return outcome;
  }

  /** An exporter that hangs keeps its sockets; a new one in its place keeps their number bounded. */
  private replace(hanging: Exporter): void {
    void this.discardExporter(hanging, 0);
    try {
      this.exporter = this.createExporter();
    } catch (error) {
      warnRarely('exporter', 'The exporter of spans could not be renewed', { err: error });
    }
  }

  private async discardExporter(exporter: Exporter, timeLimitMs: number): Promise<void> {
    const end = context.with(suppressTracing(context.active()), () => exporter.shutdown());
    await settlesWithin(end, timeLimitMs);
  }

  private drop(spans: number, reason: DropReason, cause: string): void {
    this.dropped.inc({ reason }, spans);
    warnRarely(reason, `Spans are being dropped: ${reason}`, { 'firewatch.cause': cause });
  }
}

/** Waits until `work` has ended in either way, or for the time given; never rejects. */
async function settlesWithin(work: Promise<unknown>, timeLimitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeLimitMs);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
}

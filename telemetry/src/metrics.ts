import { isSpanContextValid, trace, TraceFlags } from '@opentelemetry/api';
import { collectDefaultMetrics, Counter, Gauge, Histogram, openMetricsContentType, Registry } from 'prom-client';
import type { OpenMetricsContentType } from 'prom-client';

import { warnRarely } from './diagnostics';
import { METRICS } from './names';
import type { MetricDefinition, MetricLabelOf, MetricName, MetricNameOf } from './names';

/** Exactly the labels of the metric, all of them. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<MetricLabelOf<Name>, string | number>>;

/** Labels first, then the value; a metric without labels is given `{}` or, where the value is optional, nothing. */
type IncrementArguments<Name extends MetricName> = [MetricLabelOf<Name>] extends [never]
  ? [labels?: LabelsOf<Name>, value?: number]
  : [labels: LabelsOf<Name>, value?: number];

export interface CounterHandle<Name extends MetricName> {
  /** Adds `value` (default 1, not negative). With 0 the series is shown from the start without counting anything. */
  inc(...args: IncrementArguments<Name>): void;
  /** Has the counter read at each scrape, where somebody else counts; under the terms of a gauge's `collect`. */
  collect(read: (set: (labels: LabelsOf<Name>, value: number) => void) => void | Promise<void>): void;
}

export interface GaugeHandle<Name extends MetricName> {
  set(labels: LabelsOf<Name>, value: number): void;
  inc(...args: IncrementArguments<Name>): void;
  dec(...args: IncrementArguments<Name>): void;
  /**
   * Has the gauge computed at each scrape. Series that the function does not set again are gone from that scrape on.
   * A function that throws or takes longer than 2 s leaves the gauge without the missing series; the failure is
   * counted in `telemetry_failures_total` and the scrape goes on. A later call replaces the function.
   */
  collect(compute: (set: (labels: LabelsOf<Name>, value: number) => void) => void | Promise<void>): void;
}

export interface HistogramHandle<Name extends MetricName> {
  /** Observes a value in the metric's unit (seconds, not milliseconds). */
  observe(labels: LabelsOf<Name>, value: number): void;
}

const COLLECT_TIME_LIMIT_MS = 2_000;

// The content type must be set before the first metric is made, or prom-client drops the exemplars.
const registry = new Registry<OpenMetricsContentType>();
registry.setContentType(openMetricsContentType);

type AnyLabels = Readonly<Record<string, string | number>>;

/** The handles as made, before the labels of the one metric are known to the compiler. */
interface AnyCounter {
  inc(labels?: AnyLabels, value?: number): void;
  collect(compute: Computation): void;
}
interface AnyGauge extends AnyCounter {
  set(labels: AnyLabels, value: number): void;
  dec(labels?: AnyLabels, value?: number): void;
}
type Computation = (set: (labels: AnyLabels, value: number) => void) => void | Promise<void>;
interface AnyHistogram {
  observe(labels: AnyLabels, value: number): void;
}

const counters = new Map<string, AnyCounter>();
const gauges = new Map<string, AnyGauge>();
const histograms = new Map<string, AnyHistogram>();

/** The counter of that name; made at the first call. Increments inside a sampled span carry it as exemplar. */
export function counter<Name extends MetricNameOf<'counter'>>(name: Name): CounterHandle<Name> {
  return handleOf(counters, name, makeCounter);
}

/** The gauge of that name; made at the first call. */
export function gauge<Name extends MetricNameOf<'gauge'>>(name: Name): GaugeHandle<Name> {
  return handleOf(gauges, name, makeGauge);
}

/** The histogram of that name; made at the first call. Observations inside a sampled span carry it as exemplar. */
export function histogram<Name extends MetricNameOf<'histogram'>>(name: Name): HistogramHandle<Name> {
  return handleOf(histograms, name, makeHistogram);
}

let defaultMetricsStarted = false;

/** Starts the metrics of the process and of Node.js (`process_*`, `nodejs_*`). A second call does nothing. */
export function startDefaultMetrics(): void {
  if (defaultMetricsStarted) return;
  defaultMetricsStarted = true;
  collectDefaultMetrics({ register: registry });
}

/** All metrics of this process in the OpenMetrics text format, and the content type to send them with. */
export async function renderMetrics(): Promise<{ contentType: string; body: string }> {
  startDefaultMetrics();
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function handleOf<Handle>(handles: Map<string, Handle>, name: MetricName, make: (name: MetricName) => Handle): Handle {
  let handle = handles.get(name);
  if (handle === undefined) {
    handle = make(name);
    handles.set(name, handle);
  }
  return handle;
}

/** What every kind of metric is made from. */
function settingsOf(name: MetricName): {
  name: string;
  help: string;
  labelNames: readonly string[];
  registers: [typeof registry];
} {
  const { help, labels }: MetricDefinition = METRICS[name];
  return { name, help, labelNames: labels, registers: [registry] };
}

/** Labels of the exemplar: the active span, if it is sampled and can therefore be looked up. */
function exemplarOfActiveSpan(): { exemplarLabels?: Record<string, string> } {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return {};
  if ((spanContext.traceFlags & TraceFlags.SAMPLED) === 0) return {};
  return { exemplarLabels: { trace_id: spanContext.traceId, span_id: spanContext.spanId } };
}

function makeCounter(name: MetricName): AnyCounter {
  let compute: Computation | undefined;
  const metric = new Counter({
    ...settingsOf(name),
    enableExemplars: true,
    async collect() {
      if (compute === undefined) return;
      const read: [AnyLabels, number][] = [];
      await collectInTime(name, compute, (labels, value) => read.push([labels, value]));
      // All at once: two scrapes at the same time would add up.
      this.reset();
      for (const [labels, value] of read) this.inc({ labels: { ...labels }, value });
    },
  });
  return {
    collect(computation) {
      compute = computation;
    },
    inc(labels = {}, value = 1) {
      metric.inc({ labels: { ...labels }, value, ...(value === 0 ? {} : exemplarOfActiveSpan()) });
    },
  };
}

function makeHistogram(name: MetricName): AnyHistogram {
  const { buckets }: MetricDefinition = METRICS[name];
  const metric = new Histogram({
    ...settingsOf(name),
    ...(buckets === undefined ? {} : { buckets: [...buckets] }),
    enableExemplars: true,
  });
  return {
    observe(labels, value) {
      metric.observe({ labels: { ...labels }, value, ...exemplarOfActiveSpan() });
    },
  };
}

function makeGauge(name: MetricName): AnyGauge {
  let compute: Computation | undefined;
  const metric = new Gauge({
    ...settingsOf(name),
    async collect() {
      if (compute === undefined) return;
      this.reset();
      await collectInTime(name, compute, (labels, value) => this.set({ ...labels }, value));
    },
  });
  return {
    set: (labels, value) => metric.set({ ...labels }, value),
    inc: (labels = {}, value = 1) => metric.inc({ ...labels }, value),
    dec: (labels = {}, value = 1) => metric.dec({ ...labels }, value),
    collect(computation) {
      compute = computation;
    },
  };
}

/** Runs a metric's computation; its failure costs the metric and nothing else. */
async function collectInTime(name: MetricName, compute: Computation, set: Parameters<Computation>[0]): Promise<void> {
  // After the time limit a late result must not mix into the next scrape.
  let open = true;
  try {
    await withinTimeLimit(
      compute((labels, value) => {
        if (open) set(labels, value);
      }),
    );
  } catch (error) {
    counter('telemetry_failures_total').inc({ operation: 'collect' });
    warnRarely(`collect ${name}`, `The metric ${name} could not be computed`, { err: error });
  } finally {
    open = false;
  }
}

async function withinTimeLimit(work: void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The computation of a metric took too long')), COLLECT_TIME_LIMIT_MS);
    timer.unref();
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

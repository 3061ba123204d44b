/**
 * What the console's server answers and its pages read: JSON under `/api`. Times are ISO 8601 in UTC, durations seconds unless their
 * name says otherwise. This file imports types only, so that the pages may import it.
 *
 * A page's HTML has the same in `<script type="application/json" id="page-data">`: an object, answers by the path that they are asked
 * for with. Where the page has a query (`/graph`, `/logs`, `/traces`, `/silences/new`), that path is `/api/graph`, `/api/logs`,
 * `/api/traces`, `/api/silences` and the page's query as it stands in the address. The page of a trace has its lines too, as
 * `/api/logs?query=trace.id:<id>`.
 */
import type { DrillEvent, RunEnded, RunStarted } from '../drill/events';

/** Every answer that is no success (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** The process of the platform that did not answer, by the supervisor's name. */
  readonly component?: string;
}

export type Labels = Readonly<Record<string, string>>;

export interface AlertNow {
  readonly name: string;
  readonly state: 'pending' | 'firing';
  /** When its condition became true. */
  readonly since: string;
  readonly value?: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Of the rule; absent for an alert that Alertmanager has from somewhere else than Prometheus. */
  readonly expression?: string;
  /** Absent while Alertmanager does not have it: a pending alert, or one that has only just fired. */
  readonly handling?: {
    readonly receivers: readonly string[];
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
  };
}

export interface AlertsAnswer {
  /** Watchdog is not among them: it fires always. */
  readonly alerts: readonly AlertNow[];
  /** Alert rules that are evaluated. */
  readonly rules: number;
  /** The dead-man's switch; absent where it does not answer. */
  readonly heartbeat?: { readonly state: 'back' | 'silent'; readonly ageSeconds: number };
  /** What could not be asked, so that the rest may be incomplete. */
  readonly problems: readonly Problem[];
}

export interface ClockAnswer {
  /** How many times faster than in production the alert path's clock goes; null at rest: production's rules, this platform's own interval. */
  readonly speed: number | null;
  readonly scrapeInterval: number;
}

export interface RuleAnswer {
  readonly name: string;
  readonly expression: string;
  readonly for: number;
  readonly state: 'inactive' | 'pending' | 'firing';
  readonly health: string;
  readonly labels: Labels;
  readonly alerts: readonly AlertNow[];
}

/** Of `/api/graph?g0.expr=…`, which takes a link of Prometheus: an expression over the last hour, or `g0.range_input` (`30m`, `6h`). */
export interface GraphAnswer {
  readonly expression: string;
  readonly start: string;
  readonly end: string;
  readonly step: number;
  /** Each point: Unix seconds, value as Prometheus writes it. */
  readonly series: readonly { readonly labels: Labels; readonly points: readonly (readonly [number, string])[] }[];
  /** True where there are more series. */
  readonly truncated: boolean;
}

/** Of `/api/prometheus/query` and `/api/prometheus/query_range`: what Prometheus answers as `data`, and whether it is all. */
export interface QueryAnswer {
  readonly resultType: 'vector' | 'matrix' | 'scalar' | 'string';
  readonly result: unknown;
  /** True where there are more series. */
  readonly truncated: boolean;
}

export interface Matcher {
  readonly name: string;
  readonly value: string;
  /** False for `!=` and `!~`. */
  readonly isEqual: boolean;
  /** True for `=~` and `!~`: the value is a regular expression for all of the label. */
  readonly isRegex: boolean;
}

export interface Silence {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly state: 'active' | 'pending';
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
}

/** Of `/api/silences?filter={alertname="X", service=~"y.*"}`. Without a filter, all that Alertmanager has. */
export interface SilencesAnswer {
  readonly filter: string;
  readonly matchers: readonly Matcher[];
  /** What Alertmanager has now that all matchers fit; a silence of these matchers would silence these. */
  readonly alerts: readonly AlertNow[];
  /** Silences that have not expired and that silence one of these alerts, or have all of these matchers. */
  readonly silences: readonly Silence[];
}

/**
 * Body of `POST /api/silences`, which answers 201 and `{"id": …}`; `DELETE /api/silences/<id>` ends one early, 204. Both take the
 * token: `Authorization: Bearer …`.
 */
export interface NewSilence {
  /** At least one that does not fit an empty value, as Alertmanager wants. */
  readonly matchers: readonly Matcher[];
  /** 1 to 10080, whole. */
  readonly minutes: number;
  /** 1 to 100 characters. */
  readonly author: string;
  /** 1 to 1000 characters. */
  readonly comment: string;
}

export interface RunbookHead {
  readonly alert: string;
  readonly severity?: string;
  readonly team: string;
  readonly dashboard?: string;
  readonly lastDrilled: string;
  /** The drill's declaration as it stands in the front matter; absent for an alert without one. */
  readonly drill?: Readonly<Record<string, unknown>>;
}

export interface RunbookAnswer extends RunbookHead {
  /** Markdown, without front matter and without the title. */
  readonly body: string;
}

export interface ChannelsAnswer {
  readonly channels: readonly { readonly name: string; readonly messages: number }[];
}

export interface SlackAttachment {
  readonly color?: string;
  readonly pretext?: string;
  readonly title?: string;
  readonly title_link?: string;
  readonly text?: string;
  readonly fields?: readonly { readonly title?: string; readonly value?: string; readonly short?: boolean }[];
  readonly footer?: string;
  readonly mrkdwn_in?: readonly string[];
}

export interface ChannelAnswer extends ChannelsAnswer {
  readonly name: string;
  /** The oldest first. */
  readonly messages: readonly {
    readonly id: number;
    readonly receivedAt: string;
    readonly payload: {
      readonly username?: string;
      readonly text?: string;
      readonly attachments?: readonly SlackAttachment[];
      readonly blocks?: readonly unknown[];
    };
  }[];
}

export interface Span {
  readonly id: string;
  /** Within the trace; absent for a root. */
  readonly parentId?: string;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  /** Microseconds since 1970. */
  readonly start: number;
  /** Microseconds. */
  readonly duration: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly events: readonly { readonly at: number; readonly name: string; readonly attributes: Labels }[];
}

export interface TraceAnswer {
  readonly id: string;
  readonly title: string;
  readonly spans: readonly Span[];
}

export interface TraceSummary {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  readonly start: number;
  readonly duration: number;
  readonly spans: number;
  readonly services: readonly string[];
  readonly failed: boolean;
}

/** Of `/api/traces?service=…&from=…&to=…`; from and to in milliseconds since 1970 or as `now`, `now-30m`. Without them: the last hour. */
export interface TracesAnswer {
  readonly services: readonly string[];
  /** The one that was asked for. */
  readonly service?: string;
  /** True where Jaeger has nothing of that service: the traces are those of all services. */
  readonly unknownService: boolean;
  readonly from: string;
  readonly to: string;
  readonly failed: readonly TraceSummary[];
  readonly slowest: readonly TraceSummary[];
  readonly latest: readonly TraceSummary[];
}

export interface LogLine {
  readonly at: string;
  readonly level: string;
  readonly service: string;
  readonly message: string;
  readonly logger?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  /** The other fields that help to understand it, flattened. */
  readonly fields: Labels;
}

export interface LogsAnswer {
  readonly query: string;
  /** The newest first. */
  readonly lines: readonly LogLine[];
  readonly total: number;
  /** True where there are more than `total` says. */
  readonly atLeast: boolean;
}

export interface DashboardHead {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly panels: number;
}

export interface DrillHead {
  /** The alert's, or `quiet`. */
  readonly name: string;
  readonly description: string;
  readonly severity?: string;
  readonly lastRun?: RunSummary;
}

export type RunState = RunEnded['outcome'] | 'running' | 'broken-off';

export interface RunSummary {
  readonly run: string;
  readonly drill: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly speed: number;
  readonly seconds?: number;
  readonly failure?: RunEnded['failure'];
}

export interface DrillsAnswer {
  readonly drills: readonly DrillHead[];
  readonly runs: readonly RunSummary[];
}

export interface DrillAnswer extends DrillHead {
  readonly runs: readonly RunSummary[];
}

export interface RunAnswer extends RunSummary {
  readonly events: readonly DrillEvent[];
  readonly start: RunStarted;
}

import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { rate, sum } from '../promql';
import { ofCalls as onward } from './onward';
import { percentiles } from './percentiles';
import { SIDECARS } from './selector';

export const invocation: Row = {
  title: 'Invocation',
  panels: [
    timeseries({
      title: 'Calls from sidecar to sidecar',
      unit: 'reqps',
      shows:
        'Attempts per second that a sidecar sent, that the access policy of the other one let in, and that this one then took to its service.',
      bad: '"sent" above "let in" for more than a moment: calls are lost on their way, refused for want of a certificate, or denied by the policy.',
      next: 'read the log of the sidecar that was called: a denial is a line there; if there is none, look at "Certificates".',
      queries: [
        {
          expr: sum(rate('dapr_runtime_service_invocation_req_sent_total', SIDECARS), 'app_id', 'dst_app_id'),
          legend: 'sent: {{app_id}} → {{dst_app_id}}',
        },
        {
          expr: sum(rate('dapr_runtime_acl_app_policy_action_allowed_total', SIDECARS), 'app_id'),
          legend: 'let in: {{app_id}}',
        },
        {
          expr: sum(rate('dapr_runtime_service_invocation_req_recv_total', SIDECARS), 'app_id', 'src_app_id'),
          legend: 'taken: {{src_app_id}} → {{app_id}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Answers by status',
      unit: 'reqps',
      shows: 'Answers per second that the calling sidecar got, each attempt for itself, by the service and its status.',
      bad: '500 and above, or 429: the service is down or overloaded. Fewer answers than "sent": no answer came in time.',
      next: 'open a trace of the consumer: which span failed first, that of the sidecar or that of the service?',
      queries: [
        {
          expr: sum(rate('dapr_runtime_service_invocation_res_recv_total', SIDECARS), 'src_app_id', 'status'),
          legend: '{{src_app_id}} {{status}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Time of a call',
      unit: 'ms',
      shows:
        'Time of an attempt as the calling sidecar sees it, in milliseconds as Dapr counts: the way there, the service, the way back.',
      bad: 'p99 near 2,000 ms, where the policy gives an attempt up.',
      next: 'compare with the time of `/internal/users` on the dashboard of the task service: the rest is Dapr.',
      queries: percentiles('dapr_runtime_service_invocation_res_recv_latency_ms_bucket', SIDECARS),
      onward,
    }),
    timeseries({
      title: 'Calls by state of the circuit',
      unit: 'cps',
      width: 12,
      shows:
        "Calls per second by the state of the circuit breaker that they met. Dapr's own gauge of the state is no use: it stands where the last call left it.",
      bad: '`open`: those calls were refused at once, as five in a row had failed. `half-open` is the one call in ten seconds that tries.',
      next: 'follow the runbook of `DaprCircuitOpen`; see "Answers by status" for how the calls before failed.',
      queries: [
        {
          expr: sum(rate('dapr_resiliency_count', { ...SIDECARS, policy: 'circuitbreaker' }), 'target', 'status'),
          legend: '{{target}} {{status}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Retries, time-outs and changes of a circuit',
      unit: 'cps',
      width: 12,
      shows:
        'Times per second that a resiliency policy had to act, by policy and target. Until one does there is no line.',
      bad: '`retry` of `app_task-service` that goes on: the service fails, or the way to it. `retry` of `Pubsub_pubsub`: the consumer asks to be brought messages again.',
      next: 'see "Answers by status" for the one, "Deliveries by outcome" for the other.',
      queries: [
        {
          expr: sum(rate('dapr_resiliency_activations_total', SIDECARS), 'target', 'policy'),
          legend: '{{target}} {{policy}}',
        },
      ],
      onward,
    }),
  ],
};

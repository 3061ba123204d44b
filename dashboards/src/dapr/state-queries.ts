import { quantileOf, rate, sum, zeroWhileNone } from '../promql';
import { SIDECARS } from './selector';

const legend = '{{app_id}} {{operation}}';

/** What the sidecars count of the state store, by service and kind of operation; for every dashboard that shows the store. */
export const STATE_QUERIES = {
  operations: { expr: sum(rate('dapr_component_state_count', SIDECARS), 'app_id', 'operation'), legend },
  failed: {
    expr: zeroWhileNone(
      sum(rate('dapr_component_state_count', { ...SIDECARS, success: 'false' }), 'app_id', 'operation'),
      'consumer-daprd',
      'operation',
    ),
    legend,
  },
  /** Milliseconds. */
  p95: { expr: quantileOf(0.95, 'dapr_component_state_latencies_bucket', SIDECARS, 'app_id', 'operation'), legend },
} as const;

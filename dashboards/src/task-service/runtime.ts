import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { rate, select } from '../promql';
import { SERVICE } from './selector';

const onward = [
  tracesOf('task-service'),
  problemsLoggedBy('task-service'),
  dashboard('event-pipeline', 'Event pipeline'),
] as const;

export const runtime: Row = {
  title: 'Process',
  panels: [
    timeseries({
      title: 'Event loop lag',
      unit: 's',
      width: 6,
      shows: 'How late timers of the process run.',
      bad: 'p99 above 0.1 s: something computes on the main thread, and every request waits for it.',
      next: 'compare with "Garbage collection"; if that is quiet, take a CPU profile.',
      queries: [
        { expr: select('nodejs_eventloop_lag_p50_seconds', SERVICE), legend: 'p50 {{instance}}' },
        { expr: select('nodejs_eventloop_lag_p99_seconds', SERVICE), legend: 'p99 {{instance}}' },
      ],
      onward,
    }),
    timeseries({
      title: 'Memory',
      unit: 'bytes',
      width: 6,
      shows: 'Heap in use, heap reserved, and memory of the whole process.',
      bad: '"heap used" that rises for hours and never falls back: a leak. It ends with the process being killed.',
      next: 'take two heap snapshots some minutes apart and compare them.',
      queries: [
        { expr: select('nodejs_heap_size_used_bytes', SERVICE), legend: 'heap used {{instance}}' },
        { expr: select('nodejs_heap_size_total_bytes', SERVICE), legend: 'heap reserved {{instance}}' },
        { expr: select('process_resident_memory_bytes', SERVICE), legend: 'resident {{instance}}' },
      ],
      onward,
    }),
    timeseries({
      title: 'Garbage collection',
      unit: 'percentunit',
      width: 6,
      shows: 'Share of time that the process spends collecting garbage, by kind.',
      bad: 'more than 5 %, above all `major`: the heap is nearly full, or requests make very large objects.',
      next: 'look at "Memory"; find the route whose traffic rose at the same time.',
      stacked: true,
      queries: [{ expr: `sum by (kind) (${rate('nodejs_gc_duration_seconds_sum', SERVICE)})`, legend: '{{kind}}' }],
      onward,
    }),
    timeseries({
      title: 'CPU',
      unit: 'percentunit',
      width: 6,
      shows: 'CPU time per second; 100 % is one core. The main thread cannot use more than one.',
      bad: 'near 100 % for minutes: the process is at its limit.',
      next: 'start a further instance, or find the route whose traffic rose.',
      queries: [{ expr: rate('process_cpu_seconds_total', SERVICE), legend: '{{instance}}' }],
      onward,
    }),
  ],
};

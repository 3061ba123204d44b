import { useEffect, useState } from 'react';
import type { RunAnswer } from '../../../src/console/api';
import type { DrillEvent } from '../../../src/drill/events';
import { useData } from '../api/use-data';
import type { UseQueryResult } from '@tanstack/react-query';

/** Whether a run goes on is asked this often: one that is broken off tells it by no event. */
const REFRESH_MS = 5_000;

interface RunEvents {
  readonly result: UseQueryResult<RunAnswer>;
  readonly events: readonly DrillEvent[];
}

/** A run with its events, each as it is written while the run goes on. */
export function useRunEvents(run: string): RunEvents {
  const path = `/api/drills/runs/${run}`;
  const [streamed, setStreamed] = useState<readonly DrillEvent[]>([]);
  const [isOver, setIsOver] = useState(false);
  const result = useData<RunAnswer>(path, { refreshMs: isOver ? undefined : REFRESH_MS });
  const { data, refetch } = result;
  const state = data?.state;
  if (state !== undefined && state !== 'running' && !isOver) setIsOver(true);

  useEffect(() => {
    if (state !== 'running') return;
    const source = new EventSource(`${path}/events`);
    const events: DrillEvent[] = [];
    source.onmessage = ({ data: text, lastEventId }: MessageEvent<string>) => {
      const event = JSON.parse(text) as DrillEvent;
      events[Number(lastEventId)] = event;
      setStreamed([...events]);
      if (event.kind !== 'run-ended') return;
      source.close();
      void refetch();
    };
    return () => source.close();
  }, [path, state, refetch]);

  const polled = data?.events ?? [];
  return { result, events: streamed.length > polled.length ? streamed : polled };
}

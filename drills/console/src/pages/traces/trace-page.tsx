import { useState } from 'react';
import { useParams } from 'react-router';
import type { LogsAnswer, TraceAnswer } from '../../../../src/console/api';
import { withQuery } from '../../api/paths';
import { useData } from '../../api/use-data';
import { formatSeconds } from '../../format/duration';
import { LogList } from '../../logs/log-list';
import { PageHead } from '../../shell/page-head';
import { extentOf } from '../../trace/lay-out';
import { Waterfall } from '../../trace/waterfall';
import { Chip } from '../../ui/chip';
import { Loaded } from '../../ui/loaded';
import { TimeAgo } from '../../ui/time-ago';

/** One request, from hop to hop, and what the services said meanwhile. */
export function TracePage() {
  const { id = '' } = useParams();
  return <Trace key={id} id={id} />;
}

function Trace({ id }: { readonly id: string }) {
  const [marked, setMarked] = useState<string>();
  const trace = useData<TraceAnswer>(`/api/traces/${id}`);
  const logs = useData<LogsAnswer>(withQuery('/api/logs', { query: `trace.id:${id}` }));
  const title = trace.data?.title ?? `Trace ${id}`;
  return (
    <>
      <PageHead title={title} windowTitle={`${title} · Trace`}>
        {trace.data && <Facts trace={trace.data} />}
      </PageHead>
      <Loaded result={trace} what="the trace">
        {({ spans }) => <Waterfall spans={spans} marked={marked} onMark={setMarked} />}
      </Loaded>
      <h2>Log lines of this trace</h2>
      <Loaded result={logs} what="the log lines">
        {({ lines }) =>
          lines.length === 0 ? (
            <p>None: nobody wrote a line during it, or they are still on their way to Elasticsearch.</p>
          ) : (
            <LogList lines={lines.toReversed()} withTrace={false} spanId={marked} onSpan={setMarked} />
          )
        }
      </Loaded>
    </>
  );
}

function Facts({ trace: { id, spans } }: { readonly trace: TraceAnswer }) {
  const [start, duration] = extentOf(spans);
  const failed = spans.filter((span) => span.failed).length;
  return (
    <>
      {failed > 0 && <Chip tone="critical">{failed} failed</Chip>}
      <span className="soft">
        {spans.length} spans in {formatSeconds(duration / 1e6)}, <TimeAgo at={start / 1000} />
      </span>
      <code className="soft">{id}</code>
    </>
  );
}

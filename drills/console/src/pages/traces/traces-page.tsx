import { useSearchParams } from 'react-router';
import type { TracesAnswer } from '../../../../src/console/api';
import { withQuery } from '../../api/paths';
import { useData } from '../../api/use-data';
import { formatUtc } from '../../format/time';
import { PageHead } from '../../shell/page-head';
import { RangePicker } from '../../time-range/range-picker';
import { useTimeRange } from '../../time-range/use-time-range';
import { Loaded } from '../../ui/loaded';
import { ServicePicker } from './service-picker';
import { TraceTable } from './trace-table';

const LAST_HOUR = { from: 'now-1h', to: 'now' };

/** Traces worth a look. */
export function TracesPage() {
  const [search, setSearch] = useSearchParams();
  const [range, pickRange] = useTimeRange(LAST_HOUR);
  const service = search.get('service') ?? undefined;
  // As the address says it, for what came with the page goes by that.
  const [from, to] = [search.get('from') ?? undefined, search.get('to') ?? undefined];
  const result = useData<TracesAnswer>(withQuery('/api/traces', { service, from, to }), { keepPrevious: true });
  const pickService = (picked: string): void => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (picked === '') next.delete('service');
      else next.set('service', picked);
      return next;
    });
  };
  return (
    <>
      <PageHead title="Traces">
        <ServicePicker services={result.data?.services ?? []} service={service} onPick={pickService} />
        <RangePicker range={range} onPick={pickRange} />
        <button type="button" onClick={() => void result.refetch()}>
          Refresh
        </button>
      </PageHead>
      <Loaded result={result} what="the traces">
        {({ unknownService, service: wanted, from: first, to: last, failed, slowest, latest }) => (
          <>
            {unknownService && (
              <p className="card">
                Jaeger has no trace of a service <strong>{wanted}</strong>: what it does shows in the traces of others.
                These are those of all services.
              </p>
            )}
            <p className="soft">
              From {formatUtc(Date.parse(first))} to {formatUtc(Date.parse(last))}
            </p>
            <TraceTable title="Failed" none="No trace of this time has a span that failed." traces={failed} />
            <TraceTable title="Slowest" none="There is no trace of this time." traces={slowest} />
            <TraceTable title="Latest" none="There is no trace of this time." traces={latest} />
          </>
        )}
      </Loaded>
    </>
  );
}

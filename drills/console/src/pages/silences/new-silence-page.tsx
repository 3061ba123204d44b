import { useSearchParams } from 'react-router';
import type { SilencesAnswer } from '../../../../src/console/api';
import { withQuery } from '../../api/paths';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Loaded } from '../../ui/loaded';
import { FilterForm } from './filter-form';
import { MatchedAlerts } from './matched-alerts';
import { SilenceForm } from './silence-form';
import { SilenceList } from './silence-list';

const REFRESH_MS = 5_000;

/** Keeps alerts from telling anybody for a while. */
export function NewSilencePage() {
  const [search, setSearch] = useSearchParams();
  const filter = search.get('filter') ?? '';
  const result = useData<SilencesAnswer>(withQuery('/api/silences', { filter }), { refreshMs: REFRESH_MS });
  const changed = (): void => void result.refetch();
  return (
    <>
      <PageHead title="New silence" />
      <FilterForm key={filter} filter={filter} onSet={(text) => setSearch({ filter: text })} />
      <Loaded result={result} what="what it would silence">
        {({ matchers, alerts, silences }) => (
          <>
            {matchers.length > 0 ? (
              <>
                <MatchedAlerts alerts={alerts} />
                <SilenceForm matchers={matchers} onDone={changed} />
              </>
            ) : (
              <p>
                A silence needs matchers: they say which alerts it is for. The link “Silence” of an alert brings them
                along.
              </p>
            )}
            <SilenceList silences={silences} isAll={matchers.length === 0} onEnded={changed} />
          </>
        )}
      </Loaded>
    </>
  );
}

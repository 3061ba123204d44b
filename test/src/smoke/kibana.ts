import { z } from 'zod';
import { authorization } from '../platform/elasticsearch';
import { eventually } from '../platform/eventually';
import { fetchJson } from '../platform/json-http';
import { kibanaUrl } from './kibana-client';
import { mustHaveNone, unless, type SmokeCheck } from './smoke-check';

/** The first start of Kibana takes minutes where there are few processors. */
const PATIENCE = { timeout: 120_000, interval: 2_000 };
const DATA_VIEW = 'firewatch-logs-*';

const statusSchema = z.object({ status: z.object({ overall: z.object({ level: z.string() }) }) });
const viewsSchema = z.object({ data_view: z.array(z.object({ id: z.string(), title: z.string() })) });
const viewSchema = z.object({
  data_view: z.object({ timeFieldName: z.string().optional(), fields: z.record(z.string(), z.unknown()) }),
});

const ask = <T>(target: string, schema: z.ZodType<T>): Promise<T> =>
  fetchJson(kibanaUrl() + target, schema, { headers: { authorization: authorization() } });

export const kibanaHasTheLogs: SmokeCheck = {
  name: 'kibana',
  title: 'Kibana has the data view of the logs, with their fields',
  only: 'compose',
  look: () =>
    eventually(async () => {
      const { status } = await ask('/api/status', statusSchema);
      const view = (await ask('/api/data_views', viewsSchema)).data_view.find(({ title }) => title === DATA_VIEW);
      mustHaveNone([
        ...unless(status.overall.level === 'available', `Kibana is ${status.overall.level}`),
        ...unless(view !== undefined, `there is no data view ${DATA_VIEW}`),
      ]);
      const { data_view: whole } = await ask(`/api/data_views/data_view/${view?.id ?? ''}`, viewSchema);
      const fields = ['@timestamp', 'trace.id', 'service.name', 'log.level'];
      mustHaveNone([
        ...unless(whole.timeFieldName === '@timestamp', `its time is ${whole.timeFieldName ?? 'none'}`),
        ...fields.flatMap((field) =>
          unless(field in whole.fields, `it has no field ${field}: no such log line has come`),
        ),
      ]);
      return `${DATA_VIEW}, ${Object.keys(whole.fields).length} fields`;
    }, PATIENCE),
};

import { buildTaskApp, taskServiceRoutes } from './build-app';
import { deps, state } from './fixtures/one-user';
import { listen } from './listen';
import { problemsOf } from './route-problems';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: unknown;
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
  security: Record<string, string[]>[];
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties: Record<string, { enum?: string[] }> }> };
}

const routes = taskServiceRoutes(deps);

async function served(): Promise<Document> {
  const server = await listen(buildTaskApp(deps), '127.0.0.1', 0);
  const response = await fetch(`http://127.0.0.1:${server.port}/openapi.json`);
  const document = (await response.json()) as Document;
  await server.close(0);
  return document;
}

let document: Document;
beforeAll(async () => {
  state.started = false;
  document = await served();
});
afterAll(() => {
  state.started = true;
});

const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('the document is served to anybody, even while the service starts, and has every route once', () => {
  expect(document.openapi).toBe('3.1.0');
  const ids = operations().map(({ operationId }) => operationId);
  expect(ids.sort()).toEqual(routes.map(({ operationId }) => operationId).sort());
  expect(new Set(ids).size).toBe(ids.length);
});

test('each operation tells its inputs, who may call it, and every answer with its codes', () => {
  for (const route of routes) {
    const operation = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method];
    const inPath = (operation?.parameters ?? []).filter((each) => each.in === 'path').map(({ name }) => name);
    expect(inPath).toEqual([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
    expect(operation?.requestBody !== undefined).toBe(route.body !== undefined);
    expect(operation?.security).toHaveLength(['anyone', 'guest'].includes(route.access) ? 0 : 1);
    const responses = operation?.responses ?? {};
    const statuses = [...Object.keys(route.answers), ...[...problemsOf(route).keys()].map(String)];
    expect(Object.keys(responses).sort()).toEqual(statuses.sort());
    for (const [status, codes] of problemsOf(route)) {
      const ref = responses[status]?.content?.['application/problem+json']?.schema.$ref ?? '';
      expect(codesOf(ref)).toEqual(codes);
    }
  }
});

function codesOf(ref: string): readonly string[] | undefined {
  return document.components.schemas[ref.replace('#/components/schemas/', '')]?.properties['code']?.enum;
}

test('inputs are described by the schema that checks them', () => {
  const title = document.components.schemas['NewTask']?.properties['title'];
  expect(title).toMatchObject({ type: 'string', maxLength: 200 });
  const query = document.paths['/tasks']?.['get']?.parameters?.map(({ name }) => name);
  expect(query).toEqual(['scope', 'status', 'priority', 'tag', 'dueAfter', 'dueBefore', 'limit', 'cursor']);
});

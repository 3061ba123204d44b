import { parse } from 'yaml';
import { resolvePaths } from '../platform/paths';
import type { ProcessSpec } from '../platform/component';
import { renderConfiguration } from './configuration';

const paths = resolvePaths('/project');
const service: ProcessSpec = {
  name: 'web',
  kind: 'service',
  argv: ['/bin/web', '--price', '$5', '{{x}}'],
  env: { PASSWORD: 'p$$w${HOME}' },
  dependsOn: { database: 'healthy', prepare: 'completed' },
  probe: { kind: 'http', port: 8000, path: '/readyz' },
  stopSignal: 'SIGINT',
  stopTimeoutSeconds: 30,
};

/** What process-compose makes of the file: it replaces $$ by $ after expanding variables, then parses. */
function render(...processes: ProcessSpec[]) {
  const { yaml, headers } = renderConfiguration(processes, paths, ({ asDataUser }) =>
    asDataUser === true ? ['as-user'] : ['as-self'],
  );
  const withoutEscapes = yaml.replaceAll('$$', '');
  expect(withoutEscapes).not.toContain('$');
  const read = parse(yaml.replaceAll('$$', '$')) as { processes: Record<string, Record<string, unknown>> };
  return { processes: read.processes, headers };
}

test('a service: argv, environment, dependencies, readiness, restart and shutdown', () => {
  expect(render(service).processes.web).toMatchObject({
    entrypoint: ['as-self', '/bin/web', '--price', '$5', '{{x}}'],
    environment: ['PASSWORD=p$$w${HOME}'],
    working_dir: '/project',
    depends_on: {
      database: { condition: 'process_healthy' },
      prepare: { condition: 'process_completed_successfully' },
    },
    readiness_probe: {
      http_get: { host: '127.0.0.1', scheme: 'http', path: '/readyz', port: '8000' },
      period_seconds: 1,
    },
    availability: { restart: 'always' },
    shutdown: { signal: 2, timeout_seconds: 30 },
    log_location: '/project/.firewatch/log/web.log',
  });
});

test('a probe never makes the supervisor stop a process', () => {
  const { readiness_probe: probe, liveness_probe: liveness } = render(service).processes.web ?? {};
  expect((probe as { failure_threshold: number }).failure_threshold).toBeGreaterThan(1_000_000);
  expect(liveness).toBeUndefined();
});

test('a job is tried again only when it fails, and has no probe', () => {
  const { web } = render({ name: 'web', kind: 'job', argv: ['true'] }).processes;
  expect(web).toMatchObject({ availability: { restart: 'on_failure' } });
  expect(web).not.toHaveProperty('readiness_probe');
});

test('a manual service is not started', () => {
  expect(render({ ...service, kind: 'manual' }).processes.web).toMatchObject({ disabled: true });
  expect(render(service).processes.web).not.toHaveProperty('disabled');
});

test('a process of the data user gets its own prefix', () => {
  const { web } = render({ ...service, asDataUser: true }).processes;
  expect((web?.entrypoint as string[])[0]).toBe('as-user');
});

test("an exec probe is quoted for the shell, and escaped for the supervisor's templates", () => {
  const argv = ['pg_isready', "it's", '$HOME', '{{x}}'];
  const { web } = render({ ...service, probe: { kind: 'exec', argv } }).processes;
  const { exec } = web?.readiness_probe as { exec: { command: string } };
  expect(exec.command).toBe(`exec 'pg_isready' 'it'\\''s' '$HOME' '{{"{{"}}x}}'`);
});

test("a probe's headers are in a file of their own and in no command", () => {
  const probe = { kind: 'http', port: 9200, path: '/', headers: { authorization: 'Basic secret' } } as const;
  const { processes, headers } = render({ ...service, probe });
  expect(headers).toEqual([
    { path: '/project/.firewatch/run/probe-web.headers', content: 'authorization: Basic secret\n' },
  ]);
  const rendered = JSON.stringify(processes);
  expect(rendered).not.toContain('Basic secret');
  expect(rendered).toContain('@/project/.firewatch/run/probe-web.headers');
});

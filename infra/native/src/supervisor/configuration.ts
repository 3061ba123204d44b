import { stringify } from 'yaml';
import type { Probe, ProcessSpec } from '../platform/component';
import type { Paths } from '../platform/paths';
import { quote } from '../system/quote';

/** How a process gets to run as whom; put before its own argv. */
export type LaunchPrefix = (process: ProcessSpec) => readonly string[];

const SIGNALS = { SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 } as const;

/** A probe that has failed this often makes process-compose stop the process; ours only tell whether it is ready. */
const NEVER = 2_147_483_647;

/** A file that curl reads a probe's headers from, so that they show in no command line. */
export interface ProbeHeaders {
  readonly path: string;
  readonly content: string;
}

/** Process-compose's configuration, and the files of headers that its probes read. */
export interface SupervisorConfiguration {
  readonly yaml: string;
  readonly headers: readonly ProbeHeaders[];
}

/** Renders the configuration of process-compose 1.64 for these processes. */
export function renderConfiguration(
  processes: readonly ProcessSpec[],
  paths: Paths,
  prefix: LaunchPrefix,
): SupervisorConfiguration {
  const headers: ProbeHeaders[] = [];
  const project = {
    version: '0.5',
    is_strict: true,
    is_tui_disabled: true,
    log_level: 'info',
    // Lines kept in memory for its own API; ours are read from the log files.
    log_length: 100,
    processes: Object.fromEntries(
      processes.map((process) => [process.name, renderProcess(process, paths, prefix, headers)]),
    ),
  };
  // It expands $NAME in the whole file before it parses it; $$ stands for one $.
  const yaml = stringify(project, { lineWidth: 0, aliasDuplicateObjects: false }).replaceAll('$', '$$$$');
  return { yaml, headers };
}

function renderProcess(process: ProcessSpec, paths: Paths, prefix: LaunchPrefix, headers: ProbeHeaders[]) {
  return {
    entrypoint: [...prefix(process), ...process.argv],
    working_dir: escapeTemplate(process.cwd ?? paths.root),
    environment: Object.entries(process.env ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(process.kind === 'manual' ? { disabled: true } : {}),
    depends_on: Object.fromEntries(
      Object.entries(process.dependsOn ?? {}).map(([name, condition]) => [
        name,
        { condition: condition === 'healthy' ? 'process_healthy' : 'process_completed_successfully' },
      ]),
    ),
    availability:
      process.kind === 'job'
        ? { restart: 'on_failure', backoff_seconds: 2, max_restarts: 2 }
        : { restart: 'always', backoff_seconds: 2 },
    shutdown: {
      signal: SIGNALS[process.stopSignal ?? 'SIGTERM'],
      timeout_seconds: process.stopTimeoutSeconds ?? 10,
      // What it started is its own to end; the sweep ends what it leaves.
      parent_only: true,
    },
    ...(process.probe ? { readiness_probe: renderProbe(process.name, process.probe, paths, headers) } : {}),
    log_location: escapeTemplate(`${paths.log}/${process.name}.log`),
    log_configuration: {
      rotation: { max_size_mb: 20, max_backups: 3 },
      // Together: the line as the process wrote it, and nothing else.
      disable_json: true,
      fields_order: ['message'],
      no_color: true,
      no_metadata: true,
      flush_each_line: true,
    },
  };
}

function renderProbe(name: string, probe: Probe, paths: Paths, headers: ProbeHeaders[]) {
  const timing = { period_seconds: 1, timeout_seconds: 3, failure_threshold: NEVER };
  if (probe.kind === 'exec') return { exec: { command: escapeTemplate(shellCommand(probe.argv)) }, ...timing };
  if (probe.headers === undefined) {
    return {
      http_get: { host: '127.0.0.1', scheme: 'http', path: escapeTemplate(probe.path), port: String(probe.port) },
      ...timing,
    };
  }
  // Its own HTTP probe sends no headers.
  const file = `${paths.run}/probe-${name}.headers`;
  const content = Object.entries(probe.headers).map(([header, value]) => `${header}: ${value}\n`);
  headers.push({ path: file, content: content.join('') });
  const url = `http://127.0.0.1:${probe.port}${probe.path}`;
  const argv = ['curl', '-fsS', '-o', '/dev/null', '--max-time', '2', '-H', `@${file}`, url];
  return { exec: { command: escapeTemplate(shellCommand(argv)) }, ...timing };
}

/** Through `exec`, so that a time-out ends the program itself and not only the shell around it. */
function shellCommand(argv: readonly string[]): string {
  return `exec ${argv.map(quote).join(' ')}`;
}

/** Some fields are Go templates to process-compose. */
function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '{{"{{"}}');
}

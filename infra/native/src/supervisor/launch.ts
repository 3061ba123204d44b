import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Paths } from '../platform/paths';
import { isTraversableByOthers, type DataUser } from '../system/data-user';
import { MARKER, platformProcesses, programOf } from '../system/processes';
import { searchPath } from '../system/programs';
import { waitUntil } from '../system/wait-until';
import type { LaunchPrefix, SupervisorConfiguration } from './configuration';
import { SOCKET, Supervisor } from './client';

export const PROGRAM = 'process-compose';

/** The capability to read past the modes of folders. The secure bit keeps it in force for access(2), by which Java asks. */
const PASS_THROUGH = [
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
] as const;

/**
 * Starts each process with SIGKILL as its parent's death signal, so that none outlives the supervisor, however that ends.
 * @param dataUser who runs what refuses root; undefined when the platform is run by an ordinary user, as whom everything runs then
 */
export function launchPrefix(paths: Paths, dataUser: DataUser | undefined): LaunchPrefix {
  const tied = ['setpriv', '--pdeathsig', 'KILL'];
  if (!dataUser) return () => [...tied, '--'];
  const asUser = [`--reuid=${dataUser.uid}`, `--regid=${dataUser.gid}`, '--clear-groups'];
  // A clone in, say, /root is out of that user's reach. Rather than open folders that are not ours, let it pass through.
  const pass = isTraversableByOthers(paths.state) ? [] : PASS_THROUGH;
  return (process) => [...tied, ...(process.asDataUser === true ? [...asUser, ...pass] : []), '--'];
}

/** What every process gets besides its own variables. Secrets are not among it. */
export function baseEnvironment(paths: Paths, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return {
    [MARKER]: paths.state,
    PATH: searchPath(paths, env).join(path.delimiter),
    HOME: env.HOME ?? paths.state,
    LANG: 'C.UTF-8',
  };
}

export interface SupervisorFiles {
  readonly configuration: string;
  readonly log: string;
  /** What it prints before it can log, or when it panics. */
  readonly errors: string;
}

export function supervisorFiles(paths: Paths): SupervisorFiles {
  return {
    configuration: path.join(paths.run, 'process-compose.yaml'),
    log: path.join(paths.log, 'process-compose.log'),
    errors: path.join(paths.run, 'process-compose.stderr'),
  };
}

/** Writes the configuration with mode 0600, since it holds the processes' secrets. */
export function writeConfiguration(paths: Paths, configuration: SupervisorConfiguration): void {
  const secretFile = { mode: 0o600 } as const;
  fs.writeFileSync(supervisorFiles(paths).configuration, configuration.yaml, secretFile);
  for (const headers of configuration.headers) fs.writeFileSync(headers.path, headers.content, secretFile);
}

/** Starts the supervisor in a session of its own and waits until it answers. Throws with its last words when it does not. */
export async function startSupervisor(paths: Paths): Promise<number> {
  const files = supervisorFiles(paths);
  // Its API over TCP would listen on all addresses; only its socket is private.
  const argv = ['--config', files.configuration, '--use-uds', '--unix-socket', SOCKET, '--log-file', files.log];
  const flags = ['--tui=false', '--keep-project', '--ordered-shutdown', '--disable-dotenv'];
  const errors = fs.openSync(files.errors, 'w', 0o600);
  const child = spawn(path.join(paths.bin, PROGRAM), [...argv, ...flags], {
    cwd: paths.run,
    env: baseEnvironment(paths),
    detached: true,
    stdio: ['ignore', 'ignore', errors],
  });
  fs.closeSync(errors);
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? `exit code ${code ?? 0}`}`));
  const supervisor = new Supervisor(paths);
  const up = await waitUntil(async () => failure !== undefined || (await supervisor.isUp()), 10_000);
  child.unref();
  if (failure !== undefined || !up || child.pid === undefined) {
    const words = fs.existsSync(files.errors) ? fs.readFileSync(files.errors, 'utf8').trim() : '';
    throw new Error(`The supervisor did not start: ${failure ?? 'it does not answer'}. See ${files.log}\n${words}`);
  }
  return child.pid;
}

/** The supervisor of this state folder, whether it answers or not. */
export function findSupervisor(paths: Paths): number | undefined {
  return platformProcesses(paths.state).find(({ pid }) => programOf(pid) === PROGRAM)?.pid;
}

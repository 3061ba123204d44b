import type { ProcessSpec } from '../platform/component';
import type { Supervisor } from '../supervisor/client';
import type { ProcessState } from '../supervisor/process-control';
import { findSupervisor } from '../supervisor/launch';
import { listProcesses, memoryOf, processTree } from '../system/processes';
import { readLastUp } from './last-up';
import type { Platform } from './platform';

export type Health = 'healthy' | 'completed' | 'off' | 'unhealthy';

export interface ProcessStatus {
  readonly name: string;
  readonly kind: ProcessSpec['kind'];
  /** `off`: a manual process that was not asked for. */
  readonly health: Health;
  /** The supervisor's word, e.g. Running or Restarting. */
  readonly status: string;
  readonly pid: number | null;
  readonly memoryBytes: number;
  readonly ports: Readonly<Record<string, number>>;
  readonly uptimeSeconds: number;
  readonly restarts: number;
}

export interface PlatformStatus {
  /** Every service is healthy, every job has completed. */
  readonly healthy: boolean;
  /** From `make dev-up` to healthy, at the last start; null while it has not got there. */
  readonly healthyAfterSeconds: number | null;
  /** Proportional set size of all processes and the supervisor. */
  readonly memoryBytes: number;
  /** Without a pid where the container engine supervises. */
  readonly supervisor: { readonly pid: number | null; readonly memoryBytes: number };
  readonly processes: readonly ProcessStatus[];
}

/** Throws SupervisorError when the platform is not running. */
export async function describePlatform({ plan, paths }: Platform, supervisor: Supervisor): Promise<PlatformStatus> {
  const states = new Map((await supervisor.list()).map((state) => [state.name, state]));
  const running = listProcesses();
  const processes = plan.processes.map((spec): ProcessStatus => {
    const state = states.get(spec.name);
    return {
      name: spec.name,
      kind: spec.kind,
      health: healthOf(spec, state),
      status: state?.status ?? 'unknown to the supervisor',
      pid: state?.pid ?? null,
      memoryBytes: state?.pid === undefined ? 0 : memoryOf(processTree(state.pid, running)),
      ports: spec.ports ?? {},
      uptimeSeconds: state?.uptimeSeconds ?? 0,
      restarts: state?.restarts ?? 0,
    };
  });
  const pid = findSupervisor(paths) ?? null;
  const own = pid === null ? 0 : memoryOf([pid]);
  return {
    healthy: processes.every(({ health }) => health !== 'unhealthy'),
    healthyAfterSeconds: readLastUp(paths)?.healthyAfterSeconds ?? null,
    memoryBytes: processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, own),
    supervisor: { pid, memoryBytes: own },
    processes,
  };
}

function healthOf(spec: ProcessSpec, state: ProcessState | undefined): Health {
  if (spec.kind === 'job') return state?.status === 'Completed' && state.exitCode === 0 ? 'completed' : 'unhealthy';
  if (state?.ready === true) return 'healthy';
  return spec.kind === 'manual' && state?.running !== true ? 'off' : 'unhealthy';
}

/**
 * The status as a table for people.
 * @param describeMemory says what the sum of the memory, in MB, is
 */
export function formatStatus(status: PlatformStatus, describeMemory = describeResident): string {
  const header = ['SERVICE', 'HEALTH', 'PID', 'MB', 'UPTIME', 'RESTARTS', 'PORTS'];
  const rows = status.processes
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((process) => [
      process.name,
      process.health === 'unhealthy' ? `unhealthy (${process.status})` : process.health,
      String(process.pid ?? '-'),
      process.pid === null ? '-' : megabytes(process.memoryBytes),
      process.pid === null ? '-' : duration(process.uptimeSeconds),
      String(process.restarts),
      Object.entries(process.ports)
        .map(([use, port]) => `${port} ${use}`)
        .join(', '),
    ]);
  const { pid, memoryBytes } = status.supervisor;
  const supervisor = pid === null ? [] : [['(supervisor)', '', String(pid), megabytes(memoryBytes), '', '', '']];
  const healthy = status.healthyAfterSeconds === null ? 'not yet' : `${status.healthyAfterSeconds} s after make dev-up`;
  return [
    ...alignColumns([header, ...rows, ...supervisor]),
    '',
    `Healthy: ${healthy}. ${describeMemory(megabytes(status.memoryBytes))}.`,
  ].join('\n');
}

function describeResident(sum: string): string {
  return `Resident memory: ${sum} MB (proportional set size: shared pages are counted once)`;
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function megabytes(bytes: number): string {
  return String(Math.round(bytes / 2 ** 20));
}

/** Seconds as people say it: 45s, 12m 03s, 2h 05m, 3d 04h. */
export function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h ${two(Math.floor((seconds % 3_600) / 60))}m`;
  return `${Math.floor(seconds / 86_400)}d ${two(Math.floor((seconds % 86_400) / 3_600))}h`;
}

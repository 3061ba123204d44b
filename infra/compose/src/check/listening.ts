import fs from 'node:fs';
import path from 'node:path';
import type { Paths } from '@firewatch/native';
import { findAddresses, findOwnPorts } from './find-addresses';
import { isBelow, mountedFiles } from './mounted-files';
import type { Project } from './project';
import { membersOf } from './topology';

/** What is the same in every environment, and so names no address of one. */
const SHARED_FOLDERS = ['infra/config', 'alerts', 'dashboards'];

/** Ports of programs that are told none, since it is their default. */
const DEFAULTS: Readonly<Record<string, readonly number[]>> = {
  postgres: [5432],
  elasticsearch: [9200],
  kibana: [5601],
  grafana: [3000],
};

/** Variables by which a program is told its own port; others name somebody else's. */
const OWN_PORTS = ['HTTP_PORT', 'SERVER_PORT', 'METRICS_PORT', 'TRAFFIC_PORT'];

/** `port: 5066` in a configuration file, `clientPort=2181` and `port 6379` in what a script writes. */
const CONFIGURED_PORT = /port['"]?\s*(?::|=>|=|\s)\s*(\d{2,5})\b/gi;

const EVERYWHERE = '0.0.0.0';

/** The ports that the programs of a network namespace listen on, as their commands, environment and configuration tell them. */
export type ListenedPorts = (pod: string) => ReadonlySet<number>;

/** Looks at each network namespace once. */
export function readListenedPorts(project: Project, paths: Paths): ListenedPorts {
  const known = new Map<string, ReadonlySet<number>>();
  return (pod) => {
    const ports = known.get(pod) ?? new Set(membersOf(project, pod).flatMap((name) => portsOf(project, name, paths)));
    known.set(pod, ports);
    return ports;
  };
}

function portsOf(project: Project, name: string, paths: Paths): readonly number[] {
  const service = project.services[name];
  if (!service) return [];
  const argv = [...service.entrypoint, ...service.command];
  const texts = [...argv, ...composeTexts(project, name, paths).map(({ text }) => text)];
  return [
    ...(DEFAULTS[name] ?? []),
    ...OWN_PORTS.map((variable) => Number(service.environment[variable] ?? 0)),
    ...findOwnPorts(argv),
    ...texts.flatMap((text) => findAddresses(text).filter(({ host }) => host === EVERYWHERE)).map(({ port }) => port),
    ...texts.flatMap((text) => [...text.matchAll(CONFIGURED_PORT)].map(([, port]) => Number(port))),
  ].filter((port) => port > 0);
}

/** A file that only compose has, and a service mounts. */
export interface ComposeText {
  /** From the project's root. */
  readonly file: string;
  /** Without comments, with the variables of the service's environment in place. */
  readonly text: string;
}

export function composeTexts(project: Project, name: string, { root }: Paths): readonly ComposeText[] {
  const environment = project.services[name]?.environment ?? {};
  return mountedFiles(project, name)
    .filter(({ source }) => !SHARED_FOLDERS.some((folder) => isBelow(path.join(root, folder), source)))
    .map(({ source }) => ({
      file: path.relative(root, source),
      text: expand(fs.readFileSync(source, 'utf8').replaceAll(/^\s*(?:#|\/\/).*$/gm, ''), environment),
    }));
}

/** Puts the values of `$NAME` and `${NAME}` in place, as far as they are known. */
export function expand(text: string, variables: Readonly<Record<string, string | null>>): string {
  return text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? '';
    return Object.hasOwn(variables, name) ? (variables[name] ?? '') : whole;
  });
}

import { findAddresses, findSplitAddresses, type Address } from './find-addresses';
import type { Check, Finding } from './finding';
import { composeTexts, expand, readListenedPorts, type ListenedPorts } from './listening';
import type { Subject } from './subject';
import { findHost, isHost, networksOf, podOf } from './topology';

const EVERYWHERE = '0.0.0.0';
const LOOPBACK = '127.0.0.1';
const LOCALHOST = 'localhost';

interface Use extends Address {
  readonly client: string;
  readonly where: string;
  /** By a person's browser or a tool on the host, to whom `localhost` is the host. */
  readonly mayBeHost: boolean;
}

/** Whoever is called is there, listens on that port, and can be reached. */
export const addressesCheck: Check = {
  name: 'addresses',
  title: 'each address resolves to a service that listens on that port, on a network of its caller',
  run: (subject) => {
    const listened = readListenedPorts(subject.project, subject.paths);
    const uses = Object.keys(subject.project.services).flatMap((name) => usesOf(subject, name));
    const findings = uses.flatMap((use) =>
      problemsOf(subject, use, listened).map((problem) => ({ where: use.where, ...problem })),
    );
    return distinct(findings);
  },
};

function usesOf({ project, paths }: Subject, client: string): readonly Use[] {
  const service = project.services[client];
  if (!service) return [];
  const { environment } = service;
  const at = (place: string) => `services.${client}.${place}`;
  const use = (where: string, mayBeHost: boolean) => (address: Address) => ({ ...address, client, where, mayBeHost });
  const inTexts = (texts: readonly string[]) => texts.flatMap((text) => findAddresses(expand(text, environment)));
  const uses = [
    ...Object.entries(environment).flatMap(([name, value]) =>
      findAddresses(value ?? '').map(use(at(`environment.${name}`), true)),
    ),
    ...findSplitAddresses(environment).map(use(at('environment'), false)),
    ...inTexts([...service.entrypoint, ...service.command]).map(use(at('command'), true)),
    ...inTexts(service.healthcheck?.test ?? []).map(use(at('healthcheck'), false)),
    ...composeTexts(project, client, paths).flatMap(({ file, text }) =>
      findAddresses(text).map(use(`${file} (of ${client})`, true)),
    ),
  ];
  // Where it listens itself is no call.
  return uses.filter(({ host }) => host !== EVERYWHERE);
}

type Problem = Omit<Finding, 'where'>;

function problemsOf(
  subject: Subject,
  { client, host, port, mayBeHost }: Use,
  listened: ListenedPorts,
): readonly Problem[] {
  const { project } = subject;
  const pod = podOf(project, client);
  if (host === LOOPBACK) return listens(listened, pod, pod, port);
  if (host === LOCALHOST) return mayBeHost && isPublished(subject, port) ? [] : listens(listened, pod, pod, port);
  const networks = networksOf(project, client);
  const server = findHost(project, host, networks);
  if (server !== undefined) return listens(listened, server, host, port);
  // The internet's names have a dot, ours have none.
  if (host.includes('.')) return [];
  if (isHost(project, host)) {
    const what = `${client} calls ${host}:${port}, but the two share no network`;
    return [{ what, remedy: `put ${pod} on a network of ${host}` }];
  }
  const reachable = Object.keys(project.services).filter((name) => findHost(project, name, networks) === name);
  return [
    {
      what: `${client} calls ${host}:${port}, but no service and no alias is named ${host}`,
      remedy: `name one of: ${reachable.join(', ')}`,
    },
  ];
}

function listens(listened: ListenedPorts, server: string, shown: string, port: number): readonly Problem[] {
  const ports = listened(server);
  if (ports.has(port)) return [];
  const others = [...ports].sort((a, b) => a - b).join(', ');
  const what = `${shown} does not listen on port ${port}${others === '' ? '' : `; it listens on ${others}`}`;
  return [{ what, remedy: 'correct the port, here or there' }];
}

function isPublished({ project }: Subject, port: number): boolean {
  return Object.values(project.services).some(({ ports }) => ports.some(({ published }) => Number(published) === port));
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.where} ${finding.what}`, finding])).values()];
}

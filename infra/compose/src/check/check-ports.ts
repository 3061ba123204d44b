import { PORTS } from '@firewatch/native';
import type { Check, Finding } from './finding';
import { readListenedPorts } from './listening';
import type { Subject } from './subject';
import { podOf } from './topology';

const LOOPBACK = '127.0.0.1';

const VARIABLES: readonly string[] = Object.values(PORTS).map(([variable]) => variable);

/** What the host can reach: documented ports, on its loopback interface. */
export const portsCheck: Check = {
  name: 'ports',
  title: 'only documented ports are published, each once, on 127.0.0.1, and something listens there',
  run: (subject) => [...eachPort(subject), ...givenTwice(subject)],
};

function eachPort({ project, references, paths }: Subject): readonly Finding[] {
  const listened = readListenedPorts(project, paths);
  return Object.entries(project.services).flatMap(([name, service]) =>
    service.ports.flatMap((port, index) => {
      const where = `services.${name}.ports[${index}]`;
      const findings: Finding[] = [];
      if (port.host_ip !== LOOPBACK) {
        findings.push({
          where,
          what: `port ${port.target} is published on ${port.host_ip ?? 'all addresses'}`,
          remedy: `begin it with ${LOOPBACK}:`,
        });
      }
      const isDocumented = references.some(
        ({ path, variable }) => (path === where || path.startsWith(`${where}.`)) && VARIABLES.includes(variable),
      );
      if (!isDocumented) {
        findings.push({
          where,
          what: `port ${port.published ?? 'of any number'} of the host comes from no variable of the settings`,
          remedy: 'publish ${…_PORT:-default}, a variable of PORTS in infra/native/src/variables.ts',
        });
      }
      if (!listened(podOf(project, name)).has(port.target)) {
        findings.push({
          where,
          what: `nothing in ${name} listens on port ${port.target}`,
          remedy: 'correct the port, here or in its command',
        });
      }
      return findings;
    }),
  );
}

function givenTwice({ project }: Subject): readonly Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(project.services).flatMap(([name, { ports }]) =>
    ports.flatMap(({ published, protocol }, index) => {
      const where = `services.${name}.ports[${index}]`;
      const key = `${published ?? ''}/${protocol}`;
      const owner = owners.get(key);
      if (published === undefined) return [];
      if (owner === undefined) {
        owners.set(key, where);
        return [];
      }
      return [{ where, what: `port ${key} of the host is published by ${owner}, too`, remedy: 'publish another one' }];
    }),
  );
}

import type { Check, Finding } from '../finding';
import type { Subject } from '../subject';
import { ENVIRONMENT, reasonFor, staleEntries } from './differences';
import { sameText } from './same-text';

/** Natively a process gets nothing but what is said, and so does a container: the two have to be the same. */
export const environmentCheck: Check = {
  name: 'parity-environment',
  title:
    'each service has the environment that it has natively, but for addresses, folders and what is listed with a reason',
  run: (subject) => {
    const needed = new Set<string>();
    const findings = subject.native.plan.processes.flatMap(({ name, env = {} }) =>
      differing(subject, name, env).flatMap(({ variable, ...finding }) => {
        const reason = reasonFor(ENVIRONMENT, name, '.', variable);
        if (reason === undefined) return [{ where: `services.${name}.environment`, ...finding }];
        needed.add(reason);
        return [];
      }),
    );
    return [...findings, ...staleEntries('the environment', ENVIRONMENT, needed)];
  },
};

interface Difference extends Omit<Finding, 'where'> {
  readonly variable: string;
}

function differing({ project }: Subject, name: string, env: Readonly<Record<string, string>>): readonly Difference[] {
  const service = project.services[name];
  if (!service) return [];
  const same = sameText(project);
  const variables = [...new Set([...Object.keys(env), ...Object.keys(service.environment)])];
  return variables.flatMap((variable): readonly Difference[] => {
    const natively = env[variable];
    const here = service.environment[variable];
    if (natively !== undefined && here != null && (same(natively) === same(here) || isAddress(variable))) return [];
    if (natively === undefined) {
      const remedy = `remove it, or give the reason for ${name}.${variable} in parity/differences.ts`;
      return [{ variable, what: `natively there is no ${variable}`, remedy }];
    }
    if (here == null)
      return [{ variable, what: `${variable} is missing`, remedy: `set it, natively it is ${same(natively)}` }];
    const what = `${variable} is ${same(here)}, natively ${same(natively)}`;
    return [{ variable, what, remedy: 'make them the same' }];
  });
}

/** Of a host by itself, which the check of addresses looks at. */
const isAddress = (variable: string): boolean => variable.endsWith('HOST');

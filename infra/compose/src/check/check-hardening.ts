import type { Check, Finding } from './finding';
import type { Service } from './project';
import { isJob } from './topology';

/**
 * What a service may do without, and why: its image does not allow it, or its task needs it. An entry that is not needed fails the check.
 */
const EXCEPTIONS: Readonly<Record<string, Readonly<Partial<Record<Rule, string>>>>> = {
  elasticsearch: { 'read-only': 'the keystore, with the first password in it, is made beside the configuration' },
  kibana: { 'read-only': 'it writes beside its programs: the keystore, bundles' },
  logstash: { 'read-only': 'its start script and JRuby write beside its programs' },
  filebeat: {
    root: "containers' log files belong to root",
    'cap-add': "containers' log files are readable to root only",
  },
  'volume-owners': {
    root: 'only root gives a folder to somebody else',
    'cap-add': 'only root gives a folder to somebody else',
  },
};

type Rule = 'read-only' | 'no-new-privileges' | 'cap-drop' | 'cap-add' | 'privileged' | 'root' | 'restart';

/** A service, with whom it runs as. */
interface Container extends Service {
  readonly isJob: boolean;
}

interface Requirement {
  readonly holds: (container: Container) => boolean;
  readonly what: string;
  readonly remedy: string;
}

const RULES: Readonly<Record<Rule, Requirement>> = {
  'read-only': {
    holds: ({ read_only: readOnly }) => readOnly,
    what: 'its root file system can be written to',
    remedy: 'add read_only: true, and tmpfs for what it has to write',
  },
  'no-new-privileges': {
    holds: ({ security_opt: options }) => options.some((option) => /^no-new-privileges(?:[:=]true)?$/.test(option)),
    what: 'its processes can gain privileges',
    remedy: "add security_opt: ['no-new-privileges:true']",
  },
  'cap-drop': {
    holds: ({ cap_drop: dropped }) => dropped.includes('ALL'),
    what: 'it keeps capabilities that it does not need',
    remedy: 'add cap_drop: [ALL]',
  },
  'cap-add': {
    holds: ({ cap_add: added }) => added.length === 0,
    what: 'it is given capabilities',
    remedy: 'remove cap_add',
  },
  privileged: {
    holds: ({ privileged }) => !privileged,
    what: 'it is privileged',
    remedy: 'remove privileged',
  },
  root: {
    holds: ({ user }) => !/^(?:root|0)(?::|$)/.test(user ?? ''),
    what: 'it runs as root',
    remedy: 'name another user',
  },
  restart: {
    holds: ({ restart, isJob: runsOnce }) => restart === (runsOnce ? 'no' : 'unless-stopped'),
    what: 'when it ends it is not treated as what it is',
    remedy: 'restart: unless-stopped for a service, "no" for a job',
  },
};

/** A container can do what it has to, and no more. */
export const hardeningCheck: Check = {
  name: 'hardening',
  title: 'each container is read-only, not root, without capabilities and new privileges, and restarted as what it is',
  run: ({ project, images }) =>
    Object.entries(project.services).flatMap(([name, service]) =>
      (Object.keys(RULES) as Rule[]).flatMap((rule): readonly Finding[] => {
        const { holds, what, remedy } = RULES[rule];
        const reason = EXCEPTIONS[name]?.[rule];
        const where = `services.${name}`;
        const user = service.user ?? images[service.image ?? '']?.user;
        if (holds({ ...service, user, isJob: isJob(project, name) })) {
          if (reason === undefined) return [];
          const stale = `it is excepted from ${rule}, which holds`;
          return [{ where, what: stale, remedy: 'remove the exception in check-hardening.ts' }];
        }
        return reason === undefined ? [{ where, what, remedy }] : [];
      }),
    ),
};

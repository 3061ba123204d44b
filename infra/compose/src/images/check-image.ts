import type { Finding } from '../check/finding';
import type { FileEntry } from './file-system';
import type { ImageConfig } from './image-config';

/** A rule of the house for our images. */
interface Rule {
  readonly what: string;
  readonly remedy: string;
  /** @returns what breaks it, nothing when it holds */
  readonly broken: (config: ImageConfig, entries: readonly FileEntry[]) => readonly string[];
}

const SET_ID = 0o6000;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;
/** Where a foreign program may write: mounts of tmpfs and volumes hide these. */
const SCRATCH = /^\/(tmp|var\/tmp|run\/lock|var\/lib\/[^/]+(\/data)?|etc\/kafka)(\/|$)/;
const LABELS = ['title', 'description', 'licenses', 'version', 'revision'].map(
  (name) => `org.opencontainers.image.${name}`,
);
const PACKAGE_MANAGERS = /\/(bin\/(npm|npx|yarn|pnpm|corepack)|node_modules\/(npm|yarn|corepack)\/package\.json)$/;

/** Stock images that we only add to keep what they are made of. */
const STOCK_BASED = new Set(['kafka', 'placement', 'scheduler', 'dapr-dashboard']);
/** Only waits: it is well as long as it runs. */
const WITHOUT_HEALTH_CHECK = new Set(['pod', 'kafka']);

const rules: readonly Rule[] = [
  {
    what: 'runs as root',
    remedy: 'Set a USER, by number where the image is wholly ours.',
    broken: ({ user }) => (/^(0|root)?(:|$)/.test(user) ? [user || 'no USER'] : []),
  },
  {
    what: 'is started by a shell, which passes no signal on',
    remedy: 'Write ENTRYPOINT as a list.',
    broken: ({ entrypoint }) => (entrypoint[0] === '/bin/sh' && entrypoint[1] === '-c' ? [entrypoint.join(' ')] : []),
  },
  {
    what: 'lacks a label',
    remedy: 'Set it by LABEL.',
    broken: ({ labels }) => LABELS.filter((label) => !labels[label]),
  },
];

const rulesOfOurOwn: readonly Rule[] = [
  {
    what: 'has a user by name, of which Kubernetes cannot see that it is not root',
    remedy: 'Set USER to uid:gid.',
    broken: ({ user }) => (/^\d+:\d+$/.test(user) ? [] : [user]),
  },
  {
    what: 'has a file that makes its caller somebody else',
    remedy: 'Take the set-id bits away.',
    broken: (_, entries) =>
      entries.filter(({ type, mode }) => type === 'file' && (mode & SET_ID) !== 0).map(({ path }) => path),
  },
  {
    what: 'lets everybody write',
    remedy: 'Take the permission away, or make the place a volume.',
    broken: (_, entries) =>
      entries
        .filter(({ path, type, mode }) => type !== 'symlink' && (mode & OTHERS_WRITE) !== 0 && !isShared(path, mode))
        .map(({ path }) => path),
  },
  {
    what: 'lets its user write to its program',
    remedy: 'Let root own /app.',
    broken: (_, entries) =>
      entries.filter(({ path, uid }) => /^\/(app|usr)(\/|$)/.test(path) && uid !== 0).map(({ path }) => path),
  },
  {
    what: 'holds a package manager, which a running program has no use for',
    remedy: 'Copy only what runs from the stage that builds.',
    broken: (_, entries) => entries.filter(({ path }) => PACKAGE_MANAGERS.test(path)).map(({ path }) => path),
  },
];

const HEALTH_CHECK: Rule = {
  what: 'has no health check',
  remedy: 'Give it a HEALTHCHECK that uses what the image contains.',
  broken: ({ healthCheck }) => (healthCheck === undefined || healthCheck[0] === 'NONE' ? ['none'] : []),
};

/** @param name of the image. @returns what is wrong with it, by the rules of the house */
export function checkImage(name: string, config: ImageConfig, entries: readonly FileEntry[]): Finding[] {
  const applied = [
    ...rules,
    ...(STOCK_BASED.has(name) ? [] : rulesOfOurOwn),
    ...(WITHOUT_HEALTH_CHECK.has(name) ? [] : [HEALTH_CHECK]),
  ];
  return applied.flatMap(({ what, remedy, broken }) => {
    const found = broken(config, entries);
    return found.length === 0 ? [] : [{ where: name, what: `it ${what}: ${some(found)}`, remedy }];
  });
}

function isShared(path: string, mode: number): boolean {
  return (mode & STICKY) !== 0 || SCRATCH.test(path);
}

function some(found: readonly string[]): string {
  const shown = found.slice(0, 5).join(', ');
  return found.length > 5 ? `${shown} and ${found.length - 5} more` : shown;
}

import type { Check, Finding } from './finding';
import type { Subject } from './subject';

const MEBIBYTE = 1024 * 1024;
const MOST_MEBIBYTES = 8 * 1024;

/** How the head of the file states the sum. */
const STATED_SUM = /limits of all default services are (\d+) MiB in sum/;

/** No container takes more memory or disk than it is meant to, and all together fit. */
export const limitsCheck: Check = {
  name: 'limits',
  title: 'each service has a memory limit and rotates its log, and the sum is the one that the head states, below 8 GB',
  run: (subject) => [...sumProblems(subject), ...eachService(subject)],
};

function sumProblems({ project, head }: Subject): readonly Finding[] {
  const defaults = Object.values(project.services).filter(({ profiles }) => profiles.length === 0);
  const sum = defaults.reduce((total, { mem_limit: limit = 0 }) => total + limit, 0) / MEBIBYTE;
  const stated = STATED_SUM.exec(head)?.[1];
  const where = 'the head of the file';
  const findings: Finding[] = [];
  if (Number(stated) !== sum) {
    findings.push({
      where,
      what: `it states ${stated === undefined ? 'no sum of the memory limits' : `${stated} MiB`}; the limits of all default services are ${sum} MiB`,
      remedy: `write: the limits of all default services are ${sum} MiB in sum`,
    });
  }
  if (sum >= MOST_MEBIBYTES) {
    findings.push({
      where: 'services',
      what: `the memory limits of all default services are ${sum} MiB, of which fewer than ${MOST_MEBIBYTES} are allowed`,
      remedy: 'lower some mem_limit',
    });
  }
  return findings;
}

function eachService({ project }: Subject): readonly Finding[] {
  return Object.entries(project.services).flatMap(([name, { mem_limit: limit, logging }]) => {
    const findings: Finding[] = [];
    if (limit === undefined) {
      const remedy = 'give it what it uses natively, and some more';
      findings.push({ where: `services.${name}`, what: 'it has no mem_limit', remedy });
    }
    const options = logging?.options ?? {};
    if (logging?.driver !== 'json-file' || !options['max-size'] || !options['max-file']) {
      findings.push({
        where: `services.${name}.logging`,
        what: 'its log grows without bound',
        remedy: 'use json-file with max-size and max-file: <<: *logging',
      });
    }
    return findings;
  });
}

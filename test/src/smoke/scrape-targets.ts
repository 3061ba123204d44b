import { eventually } from '../platform/eventually';
import { scrapeTargets } from '../platform/prometheus';
import { expectedJobs } from './expected-jobs';
import { mustHaveNone, type SmokeCheck } from './smoke-check';

export const scrapeTargetsAreUp: SmokeCheck = {
  name: 'scrape-targets',
  title: 'Prometheus scrapes every component, and each answers',
  look: (runtime) =>
    eventually(async () => {
      const targets = await scrapeTargets();
      const expected = await expectedJobs(runtime);
      const scraped = (job: string): number => targets.filter(({ labels }) => labels['job'] === job).length;
      mustHaveNone([
        ...targets
          .filter(({ health }) => health !== 'up')
          .map(
            ({ labels, scrapeUrl, health, lastError }) =>
              `${labels['job'] ?? 'no job'} at ${new URL(scrapeUrl).host} is ${health}: ${lastError || 'not scraped yet'}`,
          ),
        ...[...expected]
          .filter(([job, count]) => scraped(job) < count)
          .map(([job, count]) => `${scraped(job)} of ${count} targets of ${job} are scraped`),
      ]);
      return `${targets.length} targets of ${expected.size} jobs`;
    }),
};

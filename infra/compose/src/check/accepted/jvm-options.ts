import fs from 'node:fs';
import { mountedFiles } from '../mounted-files';
import type { Check } from '../finding';
import { lastWords, runTool } from './run-tool';

/** Elasticsearch's file of JVM flags, by a JVM. */
export const jvmOptionsAccepted: Check = {
  name: 'jvm-options-accepted',
  title: 'a JVM takes the flags of Elasticsearch',
  run: async ({ project }) => {
    const file = mountedFiles(project, 'elasticsearch').find(({ target }) => target.endsWith('/jvm.options'));
    if (!file) return [];
    const flags = fs
      .readFileSync(file.source, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('-'));
    const { accepted, output } = await runTool({ argv: ['java', ...flags, '-version'] });
    if (accepted) return [];
    const what = `a JVM refuses its flags: ${lastWords(output)}`;
    return [{ where: 'services.elasticsearch', what, remedy: 'correct infra/config/elasticsearch/jvm.options' }];
  },
};

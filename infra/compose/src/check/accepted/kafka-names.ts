import fs from 'node:fs';
import path from 'node:path';
import type { Check } from '../finding';
import { composeTexts } from '../listening';
import { mountedFiles } from '../mounted-files';
import type { Subject } from '../subject';
import { lastWords, runTool } from './run-tool';

const BROKERS = ['kafka-1', 'kafka-2', 'kafka-3'] as const;

/** A broker takes a name that it does not know without a word, and does as if it were not there. */
export const kafkaNames: Check = {
  name: 'kafka-names',
  title: 'Kafka knows the name of each setting of the brokers',
  run: async (subject) => {
    // Kafka's own table of its settings, made for its documentation.
    const { accepted, output } = await runTool({
      argv: ['java', '-cp', path.join(subject.paths.cache, 'kafka', '*'), 'kafka.server.KafkaConfig'],
    });
    if (!accepted) throw new Error(`Kafka does not tell its settings: ${lastWords(output)}`);
    const known = new Set([...output.matchAll(/id="brokerconfigs_([\w.]+)"/g)].map(([, name]) => name));
    return BROKERS.flatMap((broker) =>
      namesOf(subject, broker)
        .filter((name) => !known.has(name))
        .map((name) => ({
          where: `services.${broker}`,
          what: `Kafka knows no setting ${name}`,
          remedy: 'correct it in infra/config/kafka/server.properties, or in the start script',
        })),
    );
  },
};

/** Those of the shared file, and those that the start script puts over them. */
function namesOf({ project, paths }: Subject, broker: string): readonly string[] {
  const properties = mountedFiles(project, broker).filter(
    ({ source }) => path.basename(source) === 'server.properties',
  );
  const texts = properties.map(({ source }) => fs.readFileSync(source, 'utf8'));
  const scripts = composeTexts(project, broker, paths).filter(({ file }) => file.endsWith('.sh'));
  return [
    ...texts.flatMap((text) => [...text.matchAll(/^\s*([\w.]+)\s*=/gm)]),
    ...scripts.flatMap(({ text }) => [...text.matchAll(/--override\s+["']?([\w.]+)=/g)]),
  ].map(([, name = '']) => name);
}

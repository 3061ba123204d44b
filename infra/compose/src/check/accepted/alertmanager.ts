import fs from 'node:fs';
import path from 'node:path';
import { parseDocument, isScalar, visit } from 'yaml';
import type { Check, Finding } from '../finding';
import { flagOf, inStage } from './in-stage';
import { lastWords, runTool } from './run-tool';

const SERVICE = 'alertmanager';
const WHERE = `services.${SERVICE}`;

/** Alertmanager's routes and templates as it would see them, by amtool, and the files of URLs that they name. */
export const alertmanagerAccepts: Check = {
  name: 'alertmanager-accepts',
  title: 'amtool accepts routes and templates, and each webhook has its file',
  run: (subject) =>
    inStage(subject, SERVICE, async ({ argv }, folder) => {
      const file = flagOf(argv, '--config.file');
      if (file === undefined || !fs.existsSync(file)) {
        return [
          {
            where: `${WHERE}.command`,
            what: '--config.file names no file that is mounted',
            remedy: 'mount alerts/alertmanager.yml and name it',
          },
        ];
      }
      const amtool = path.join(subject.paths.bin, 'amtool');
      const { accepted, output } = await runTool({ argv: [amtool, 'check-config', file] });
      const remedy = 'correct the file that it names';
      const refused = accepted
        ? []
        : [{ where: WHERE, what: `amtool refuses what it mounts: ${lastWords(output)}`, remedy }];
      return [...refused, ...missingFiles(file, folder)];
    }),
};

/** amtool does not open the files of URLs; Alertmanager does when it has something to say. */
function missingFiles(file: string, folder: string): readonly Finding[] {
  const named = new Set<string>();
  visit(parseDocument(fs.readFileSync(file, 'utf8')), {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : '';
      if (name.endsWith('_file') && isScalar(value)) named.add(String(value.value));
    },
  });
  return [...named]
    .filter((url) => !fs.existsSync(url))
    .map((url) => ({
      where: `${WHERE}.volumes`,
      what: `alertmanager.yml names the file ${url.replace(folder, '')}, which is not mounted`,
      remedy: 'put it into infra/compose/config/alertmanager/webhooks, one URL a file',
    }));
}

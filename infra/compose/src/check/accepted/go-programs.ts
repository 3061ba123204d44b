import path from 'node:path';
import type { Check, Finding } from '../finding';
import type { StagedService } from '../stage';
import type { Subject } from '../subject';
import { freePorts } from './free-ports';
import { inStage } from './in-stage';
import { lastWords, runTool } from './run-tool';

interface Program {
  readonly service: string;
  /** Of the native platform, the same version as the image's (parity-versions). */
  readonly binary: string;
  /** What it prints when it serves. */
  readonly ready: RegExp;
}

const PROGRAMS: readonly Program[] = [
  { service: 'prometheus', binary: 'prometheus', ready: /Server is ready to receive web requests/ },
  { service: 'alertmanager', binary: 'alertmanager', ready: /"msg":"Listening on"/ },
  { service: 'jaeger', binary: 'jaeger', ready: /"msg":"(?:Query server started|Starting HTTP server)"/ },
  { service: 'toxiproxy', binary: 'toxiproxy', ready: /Starting HTTP server on endpoint/ },
];

/** They are started with their flags, on free ports, until they serve. */
export const goProgramsAccept: Check = {
  name: 'go-programs-accept',
  title: 'Prometheus, Alertmanager, Jaeger and toxiproxy start with the flags and files that they would get',
  run: async (subject) => {
    const found: Finding[] = [];
    for (const program of PROGRAMS) found.push(...(await starts(subject, program)));
    return found;
  },
};

async function starts(subject: Subject, { service, binary, ready }: Program): Promise<readonly Finding[]> {
  const edit = await onFreePorts();
  const judge = async ({ argv, environment }: StagedService) => {
    const program = path.join(subject.paths.bin, binary);
    const { accepted, output } = await runTool({ argv: [program, ...argv], env: environment, until: ready });
    if (accepted) return [];
    const what = `it does not start with what it gets: ${lastWords(output)}`;
    return [{ where: `services.${service}.command`, what, remedy: 'correct its flags, or the file that it names' }];
  };
  return inStage(subject, service, judge, edit);
}

/** Puts a free port of the loopback interface in the place of each that a container would listen on. */
async function onFreePorts(): Promise<(text: string) => string> {
  const free = [...(await freePorts(8))];
  return (text) =>
    /^\d{4,5}$/.test(text)
      ? String(free.pop() ?? 0)
      : text
          .replaceAll(/\b0\.0\.0\.0:\d+\b/g, () => `127.0.0.1:${free.pop() ?? 0}`)
          .replace(/^0\.0\.0\.0$/, '127.0.0.1');
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LineJoiner } from '../join-lines';
import type { Line, LogRecord } from '../record';
import { sourceOf } from '.';

const FIXTURES = path.resolve(__dirname, '../../fixtures');

/** A process of each format; every `fixtures/<format>.log` is read as that process's log. */
export const PROCESSES: Readonly<Record<string, string>> = {
  'dapr-json': 'consumer-daprd',
  'ecs-json': 'task-service',
  elasticsearch: 'elasticsearch',
  'go-log': 'prometheus',
  log4j: 'kafka-1',
  plain: 'something-new',
  postgresql: 'postgres',
  'process-compose': 'process-compose',
  quarkus: 'registry',
  redis: 'redis',
  'zap-json': 'jaeger',
  'zerolog-json': 'toxiproxy',
};

/** The real lines of a format. */
export function fixtureOf(format: string): string {
  return readFileSync(path.join(FIXTURES, `${format}.log`), 'utf8');
}

/** The records that these lines of a process are joined to. */
export function recordsOf(process: string, lines: readonly string[]): LogRecord[] {
  const file = { device: 1, inode: 2, head: { length: 0, hash: '' } };
  const joiner = new LineJoiner(process, sourceOf(process).format);
  const read = lines.map((text, index): Line => ({
    text,
    file,
    path: `/log/${process}.log`,
    start: index,
    end: index + 1,
  }));
  return [...joiner.push(read, 0), ...joiner.flush()];
}

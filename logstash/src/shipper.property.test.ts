import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { LogDocument } from './document';
import { Delivery, type Store } from './elasticsearch/deliver';
import { Shipper } from './shipper';

/** Takes every document, as a healthy Elasticsearch does. Proven against the real one by the tests of the running platform. */
class TakesAll implements Store {
  readonly stored = new Map<string, LogDocument>();
  putIndexTemplate(): Promise<void> {
    return Promise.resolve();
  }
  bulk(documents: readonly LogDocument[]): Promise<{ status: 'stored' }[]> {
    for (const document of documents) this.stored.set(document.id, document);
    return Promise.resolve(documents.map(() => ({ status: 'stored' })));
  }
}

let root: string;
let server: Server;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'ship-any-'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(path.join(root, 'socket'), resolve));
});
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true });
});

/** How to put something of each kind into the folder, under a name. */
const KINDS = {
  folder: (file: string) => mkdir(file),
  pipe: (file: string) => link(path.join(root, 'pipe'), file),
  socket: (file: string) => link(path.join(root, 'socket'), file),
  dangling: (file: string) => symlink(`${file}.nowhere`, file),
  loop: (file: string) => symlink(file, file),
  device: (file: string) => symlink('/dev/zero', file),
  // A file that opens and then cannot be read, also by root.
  unreadable: (file: string) => symlink('/proc/self/mem', file),
} as const;
type Kind = keyof typeof KINDS;
type Content = Kind | readonly string[];
const isKind = (what: Content): what is Kind => typeof what === 'string';

const lineOf = fc.oneof(
  fc.constantFrom('plain text', '\tindented', '{"a":1}', ''),
  fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
);
const name = fc.constantFrom(
  'kafka-1',
  'task-service',
  'new',
  '__proto__',
  'constructor',
  'spaced name',
  'ümlaut',
  '.hidden',
  'a-2026',
);
const rotation = fc.constantFrom('', '-2026-11-24T02-30-00.000', '-2026-11-24T02-31-00.000');
const entry: fc.Arbitrary<{ name: string; what: Content }> = fc.record({
  name: fc.tuple(name, rotation).map((parts) => parts.join('')),
  what: fc.oneof(fc.array(lineOf, { maxLength: 4 }), fc.constantFrom(...(Object.keys(KINDS) as Kind[]))),
});
const content = fc.uniqueArray(entry, { maxLength: 8, selector: (made) => made.name });

/** For as many cases as are asked for. */
const TIMEOUT_MS = (fc.readConfigureGlobal().numRuns ?? 500) * 100;

test(
  'whatever the folder holds, every line of its files is stored and everything else is reported once',
  async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(content, async (entries) => {
        const directory = path.join(root, `logs-${round++}`);
        await mkdir(directory);
        for (const { name: made, what } of entries) {
          const file = path.join(directory, `${made}.log`);
          // A mark makes each line one of its own, and the start of a record.
          if (isKind(what)) await KINDS[what](file);
          else await writeFile(file, what.map((text, index) => `${made}#${index} ${text}\n`).join(''));
        }

        const store = new TakesAll();
        const lost: LogDocument[] = [];
        const events = {
          onStored: () => undefined,
          onRetry: () => undefined,
          onLost: (document: LogDocument) => lost.push(document),
        };
        const skipped: string[] = [];
        const settings = { logDirectory: directory, stateFile: path.join(directory, 'state'), quietMs: 0 };
        const shipper = new Shipper(
          { ...settings, onSkipped: (file) => skipped.push(path.basename(file, '.log')) },
          new Delivery(store, events),
        );
        await shipper.loadPositions();
        const signal = new AbortController().signal;
        // One round may only have moved on to the next file, of which a process has three at most.
        for (let empty = 0; empty < 4;) empty = (await shipper.shipOnce(signal)) > 0 ? 0 : empty + 1;
        await shipper.close(signal);

        const text = [...store.stored.values()].map(({ record }) => record.text).join('\n');
        const wanted = entries.flatMap(({ name: made, what }) =>
          isKind(what) ? [] : what.map((_, index) => `${made}#${index}`),
        );
        for (const mark of wanted) expect(text).toContain(mark);
        expect(lost).toEqual([]);
        expect(skipped.sort()).toEqual(entries.flatMap(({ name: made, what }) => (isKind(what) ? [made] : [])).sort());
      }),
    );
  },
  TIMEOUT_MS,
);

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a target runs: in whichever runtime was chosen, or the same in each, or natively only. */
type Runs =
  | { readonly native: readonly string[]; readonly compose: readonly string[] }
  | { readonly either: readonly string[] }
  | { readonly nativeOnly: readonly string[] };

interface Row {
  readonly target: string;
  /** Variables for make. */
  readonly given?: string;
  readonly runs: Runs;
}

const BOOTSTRAP = 'bootstrap.sh';
const PLATFORM = 'node infra/native/build/bin/platform.js';
const COMPOSE = 'node infra/compose/build/bin/compose.js';
const FIREWATCH = 'node drills/build/bin/firewatch.js';

/** By the program that does it natively; compose.js takes the same words. */
const both = (program: string, words: string): Runs => ({
  native: [`${program} ${words}`],
  compose: [`${COMPOSE} ${words}`],
});
const either = (...calls: readonly string[]): Runs => ({ either: calls });
const nativeOnly = (...calls: readonly string[]): Runs => ({ nativeOnly: calls });

/** Every target that `make help` lists. */
const TABLE: readonly Row[] = [
  { target: 'help', runs: either() },
  {
    target: 'dev-up',
    runs: { native: [BOOTSTRAP, `${PLATFORM} up --since N`], compose: [BOOTSTRAP, `${COMPOSE} up --since N`] },
  },
  { target: 'dev-down', runs: both(PLATFORM, 'down') },
  { target: 'dev-down', given: 'REMOVE_DATA=1', runs: both(PLATFORM, 'down --remove-data') },
  { target: 'dev-restart', runs: both(PLATFORM, 'restart') },
  { target: 'dev-restart', given: 'SERVICE=redis', runs: both(PLATFORM, 'restart redis') },
  { target: 'dev-stop', given: 'SERVICE=redis', runs: both(PLATFORM, 'stop redis') },
  { target: 'dev-logs', runs: both(PLATFORM, 'logs') },
  {
    target: 'dev-logs',
    given: 'SERVICE=redis LINES_BACK=100 NO_FOLLOW=1',
    runs: both(PLATFORM, 'logs redis --lines 100 --no-follow'),
  },
  { target: 'dev-status', runs: both(PLATFORM, 'status') },
  { target: 'dev-status', given: 'FORMAT=json', runs: both(PLATFORM, 'status --json') },
  { target: 'traffic', runs: both(FIREWATCH, 'traffic start') },
  { target: 'traffic', given: 'RATE=5', runs: both(FIREWATCH, 'traffic start --rate 5') },
  { target: 'traffic-stop', runs: both(FIREWATCH, 'traffic stop') },
  { target: 'drill', given: 'LIST=1', runs: both(FIREWATCH, 'drill list') },
  { target: 'drill', given: 'NAME=ApiDown FORMAT=json', runs: both(FIREWATCH, 'drill run ApiDown --json') },
  { target: 'prove', given: 'NAME=ApiDown REPEAT=2', runs: both(FIREWATCH, 'prove ApiDown --repeat 2') },
  {
    target: 'prove',
    runs: {
      native: [`${FIREWATCH} prove`, 'jest --config test/jest.prove.config.js --runInBand'],
      compose: [`${COMPOSE} prove`],
    },
  },
  { target: 'build', runs: either(BOOTSTRAP) },
  { target: 'lint', runs: either(BOOTSTRAP, 'npm run --silent lint') },
  { target: 'format', runs: either(BOOTSTRAP, 'npm run --silent format') },
  { target: 'dashboards', runs: either(BOOTSTRAP, 'node dashboards/build/bin/generate.js') },
  { target: 'topics-doc', runs: either(BOOTSTRAP, 'node app/build/bin/topics-doc.js') },
  { target: 'release-schemas', runs: either(BOOTSTRAP, 'node app/build/bin/release-schemas.js') },
  { target: 'slo', runs: either(BOOTSTRAP, 'node infra/native/build/bin/slo.js') },
  { target: 'env-check', runs: either(`${PLATFORM} env-check`) },
  { target: 'env-check', given: 'FORMAT=json', runs: either(`${PLATFORM} env-check --json`) },
  { target: 'env-example', runs: either(BOOTSTRAP, `${PLATFORM} env-example`) },
  {
    target: 'test-unit',
    runs: either(BOOTSTRAP, `${PLATFORM} install --with-tests`, 'jest --config jest.config.js'),
  },
  {
    target: 'test-properties',
    given: 'ONLY=logstash',
    runs: either(
      BOOTSTRAP,
      `${PLATFORM} install --with-tests`,
      String.raw`jest --config jest.config.js --testTimeout 600000 --testPathPatterns logstash.*\.property\.test\.ts$`,
    ),
  },
  {
    target: 'test',
    runs: nativeOnly(
      BOOTSTRAP,
      'npm run --silent lint',
      'node infra/compose/build/bin/check-workflows.js',
      `${PLATFORM} install --with-tests`,
      'jest --config jest.config.js --json --outputFile=.firewatch/test-results/unit.json',
      'jest --config test/jest.config.js --runInBand --json --outputFile=.firewatch/test-results/component.json',
      'node test/build/bin/summary.js .firewatch/test-results/unit.json .firewatch/test-results/component.json',
    ),
  },
  {
    target: 'check-compose',
    given: 'FORMAT=json',
    runs: either(
      BOOTSTRAP,
      `${PLATFORM} install`,
      'node infra/compose/build/bin/check-compose.js --install',
      'node infra/compose/build/bin/check-compose.js --json',
    ),
  },
  {
    target: 'rehearse-compose',
    given: 'KEEP=1',
    runs: either(
      BOOTSTRAP,
      `${PLATFORM} install --with-tests`,
      'jest --config test/jest.rehearse.config.js --runInBand',
      'node infra/compose/build/bin/rehearse-compose.js --keep',
    ),
  },
  {
    target: 'rehearse-compose',
    given: 'DRILLS=ApiDown',
    runs: either(
      BOOTSTRAP,
      `${PLATFORM} install --with-tests`,
      'jest --config test/jest.rehearse.config.js --runInBand',
      'node infra/compose/build/bin/rehearse-compose.js --drills ApiDown',
    ),
  },
  { target: 'check-workflows', runs: either(BOOTSTRAP, 'node infra/compose/build/bin/check-workflows.js') },
  {
    target: 'images',
    given: 'ONLY=app',
    runs: either(
      'node infra/compose/build/bin/images.js build app',
      'node infra/compose/build/bin/images.js check app',
      'node infra/compose/build/bin/images.js sbom app',
    ),
  },
  {
    target: 'smoke',
    given: 'ONLY=panels PICTURES=1',
    runs: {
      native: ['node test/build/bin/smoke.js --runtime native --only panels --pictures'],
      compose: ['node test/build/bin/smoke.js --runtime compose --only panels --pictures'],
    },
  },
  {
    target: 'test-faults',
    given: 'ROUNDS=2 KINDS=broker SEED=1',
    runs: nativeOnly('node test/build/bin/test-faults.js --rounds 2 --kinds broker --seed 1'),
  },
  {
    target: 'test-fresh',
    given: 'ONLY=test',
    runs: either(BOOTSTRAP, 'node infra/testbed/build/bin/test-fresh.js --only test'),
  },
  {
    target: 'coverage',
    given: 'ONLY=api',
    runs: nativeOnly(
      BOOTSTRAP,
      `${PLATFORM} install --with-tests`,
      `${PLATFORM} down`,
      'jest --config jest.config.js --coverage',
      String.raw`jest --config test/jest.config.js --runInBand --testPathIgnorePatterns /drills\.test\.ts$ --testPathPatterns api`,
      'c8 report --temp-directory coverage/raw --merge-async --exclude-after-remap --include **/src/**' +
        ' --reporter json --reports-dir coverage/processes',
      'node test/build/bin/coverage.js coverage/unit/coverage-final.json coverage/processes/coverage-final.json',
    ),
  },
  {
    target: 'test-api-fuzz',
    given: 'EXAMPLES=5',
    runs: nativeOnly('node test/build/bin/test-api-fuzz.js --examples 5'),
  },
  { target: 'bench', given: 'ONLY=api-latency', runs: nativeOnly('node test/build/bin/bench.js --only api-latency') },
  { target: 'clean', runs: either() },
];

/** Targets that others need, and nobody calls. */
const INTERNAL = ['bootstrap', 'built', 'native-only'];

const makefile = path.resolve(__dirname, '../../../Makefile');
let root: string;
let log: string;

/** A folder with the Makefile, and programs that note how they are called in the place of those that it calls. */
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'make-targets-')));
  log = path.join(root, 'calls');
  fs.copyFileSync(makefile, path.join(root, 'Makefile'));
  const program = (file: string, script: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };
  for (const name of ['npm', 'jest', 'c8']) program(`node_modules/.bin/${name}`, `echo "${name} $*" >> ${log}`);
  // As runtime.js: the one that is asked for, and no for what works natively only.
  program(
    'node_modules/.bin/node',
    `case "$1 $2 $4" in
*/runtime.js*native-only) test "$3" != compose || { echo "natively only: $5" >&2; exit 1; } ;;
*/runtime.js*) echo "$3" ;;
*) echo "node $*" | sed 's/--since [0-9.]*/--since N/' >> ${log} ;;
esac`,
  );
  program('infra/native/bootstrap.sh', `echo ${BOOTSTRAP} >> ${log}`);
  program('infra/native/build/bin/platform.js', '');
  program('infra/compose/build/bin/runtime.js', '');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

function make(...words: readonly string[]) {
  // Not what this test was started with: make hands its variables on.
  const env = { PATH: process.env['PATH'], HOME: root };
  const { status, stderr, stdout } = spawnSync('make', ['--directory', root, '--silent', ...words], {
    encoding: 'utf8',
    env,
    // By a socket, bash would take itself for a remote shell and read its start-up files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const calls = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : [];
  return { status, stderr, stdout, calls };
}

const title = ({ target, given }: Row) => `make ${target}${given === undefined ? '' : ` ${given}`}`;

describe.each(TABLE.map((row) => [title(row), row] as const))('%s', (_, { target, given, runs }) => {
  const words = [target, ...(given === undefined ? [] : given.split(' '))];

  test('natively', () => {
    const expected = 'either' in runs ? runs.either : 'native' in runs ? runs.native : runs.nativeOnly;
    const { status, stderr, calls } = make(...words, 'RUNTIME=native');
    expect({ status, stderr, calls }).toEqual({ status: 0, stderr: '', calls: expected });
  });

  test('in containers', () => {
    const { status, stderr, calls } = make(...words, 'RUNTIME=compose');
    if ('nativeOnly' in runs) {
      expect({ status, calls }).toEqual({ status: 2, calls: [] });
      expect(stderr).toContain(`natively only: ${target}`);
    } else {
      const expected = 'either' in runs ? runs.either : runs.compose;
      expect({ status, stderr, calls }).toEqual({ status: 0, stderr: '', calls: expected });
    }
  });
});

test('the table has every target, and make help lists them all', () => {
  const text = fs.readFileSync(makefile, 'utf8');
  const targets = [...text.matchAll(/^([a-z][\w-]*):(?!=)/gm)].map(([, target]) => target);
  const described = [...new Set(TABLE.map(({ target }) => target))];
  expect(targets.toSorted()).toEqual([...described, ...INTERNAL].toSorted());
  const { stdout } = make('help');
  const listed = [...stdout.matchAll(/^ {2}([a-z][\w-]*) /gm)].map(([, target]) => target);
  expect(listed.toSorted()).toEqual(described.toSorted());
});

test('make help says what works natively only, and what RUNTIME does', () => {
  const { stdout } = make('help');
  const marked = [...stdout.matchAll(/^ {2}([a-z][\w-]*) .*\(natively only\)$/gm)].map(([, target]) => target);
  const expected = new Set(TABLE.filter(({ runs }) => 'nativeOnly' in runs).map(({ target }) => target));
  expect(marked.toSorted()).toEqual([...expected].toSorted());
  expect(stdout).toContain('RUNTIME=native or RUNTIME=compose');
});

test('a target that fails lets make fail', () => {
  fs.writeFileSync(path.join(root, 'node_modules/.bin/jest'), '#!/bin/sh\nexit 3\n');
  expect(make('test-unit', 'RUNTIME=native').status).toBe(2);
});

test('drill without a name says which there are', () => {
  const { status, stderr, calls } = make('drill', 'RUNTIME=native');
  expect({ status, calls }).toEqual({ status: 2, calls: [`${FIREWATCH} drill list`] });
  expect(stderr).toContain('Which drill?');
});

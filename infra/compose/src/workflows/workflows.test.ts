import { resolvePaths } from '@firewatch/native';
import { checkCommands, commandsOf, readAllowed, type Allowed } from './commands';
import { checkDocumented } from './documented';
import { checkImageMatrix } from './image-matrix';
import { checkLimits } from './limits';
import { checkPins, pinsOf } from './pins';
import { parseWorkflow, readWorkflows, type Workflow } from './read-workflows';
import { checkUpdates, listPinningFiles } from './updates';

const { root } = resolvePaths();
const COMMIT = 'a'.repeat(40);
const ALLOWED: Allowed = {
  targets: new Set(['test', 'dev-up']),
  variables: new Set(['RUNTIME']),
  isScript: (file) => file === '.github/scripts/there.sh',
};

const GOOD = `
on: { pull_request: {} }
permissions: { contents: read }
concurrency: { group: one }
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    container: { image: 'debian:12.1@sha256:${'b'.repeat(64)}' }
    steps:
      - uses: actions/checkout@${COMMIT} # v1.2.3
      - run: make test RUNTIME=compose
`;

/** The good workflow with one thing changed. */
function changed(from: string, to: string): Workflow[] {
  const text = GOOD.replace(from, to);
  if (text === GOOD) throw new Error(`there is no ${from}`);
  return [parseWorkflow('a.yml', text)];
}

const whats = (findings: readonly { readonly where: string; readonly what: string }[]): string[] =>
  findings.map(({ where, what }) => `${where}: ${what}`);

test('nothing is found in a good workflow', () => {
  const workflows = [parseWorkflow('a.yml', GOOD)];
  expect([...checkPins(workflows), ...checkCommands(workflows, ALLOWED), ...checkLimits(workflows)]).toEqual([]);
});

describe('a mistake is named, with its place', () => {
  test.each([
    ['a tag', `@${COMMIT} # v1.2.3`, '@v1', /a\.yml:11: actions\/checkout@v1 is not pinned/],
    ['a short commit', `@${COMMIT}`, '@aaaaaaa', /is not pinned/],
    ['a commit without its version', ' # v1.2.3', '', /is not said to be a version/],
    ['a version that can move', '# v1.2.3', '# v1', /is not said to be a version/],
    ['an image without digest', `@sha256:${'b'.repeat(64)}`, '', /container of job test, debian:12\.1, is not pinned/],
  ])('%s', (_, from, to, expected) => {
    const found = whats(checkPins(changed(from, to)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  test.each([
    [
      'a command of its own',
      'make test RUNTIME=compose',
      'npm ci && npm test',
      /a\.yml:12: "npm ci && npm test" is neither/,
    ],
    ['two in one line', 'make test RUNTIME=compose', 'make test; curl example.org', /is neither/],
    [
      'the second of two lines',
      'make test RUNTIME=compose',
      '|\n          make test\n          echo done',
      /"echo done"/,
    ],
    ['an unknown target', 'make test RUNTIME', 'make tests RUNTIME', /make has no target tests/],
    ['an unknown variable', 'RUNTIME=', 'RUNTIMES=', /nothing in the Makefile reads RUNTIMES/],
    ['one after a value of several words', 'RUNTIME=', "RUNTIME='a b' RUNTIMES=", /reads RUNTIMES$/],
    [
      'a value that a shell would put something into',
      'make test RUNTIME',
      'make drill NAME="$(id)" RUNTIME',
      /is neither/,
    ],
    ['a script that is not there', 'make test RUNTIME=compose', '.github/scripts/gone.sh x', /gone\.sh is not there/],
    [
      'an expression of a stranger',
      'RUNTIME=compose',

      'RUNTIME=${{ github.event.pull_request.title }}',
      /puts an expression into a command/,
    ],
  ])('%s', (_, from, to, expected) => {
    const found = whats(checkCommands(changed(from, to), ALLOWED));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  test.each([
    ["the repository's rights for strangers", 'pull_request', 'pull_request_target', /what a stranger has sent/],
    ['no permissions', 'permissions: { contents: read }\n', '', /nothing of permissions/],
    ['a right to write', 'contents: read', 'contents: write', /may write contents/],
    ['no concurrency', 'concurrency: { group: one }\n', '', /side by side/],
    ['no time-out', '    timeout-minutes: 10\n', '', /job test may hang/],
    ['a long time-out', 'minutes: 10', 'minutes: 360', /job test may hang/],
  ])('%s', (_, from, to, expected) => {
    const found = whats(checkLimits(changed(from, to)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  test.each([
    ['what is no YAML', 'jobs: [', /a\.yml: /],
    ['what is no workflow', 'name: x', /a\.yml: .*jobs/s],
  ])('%s', (_, text, expected) => {
    expect(() => parseWorkflow('a.yml', text)).toThrow(expected);
  });

  test('a pin, or a command, that the README does not tell of, and a row of what is gone', () => {
    const readme = `| \`actions/cache\` | v1.0.0 | \`${COMMIT}\` | x |\n\n## Commands\n\n| \`make dev-up\` | y |\n`;
    const pins = [{ action: 'actions/checkout', version: 'v1.2.3', commit: COMMIT }];
    expect(whats(checkDocumented(readme, pins, ['make test']))).toEqual([
      `.github/workflows/README.md: it does not tell of: actions/checkout v1.2.3 ${COMMIT}`,
      `.github/workflows/README.md: no workflow has: actions/cache v1.0.0 ${COMMIT}`,
      '.github/workflows/README.md: it does not tell of: make test',
      '.github/workflows/README.md: no workflow has: make dev-up',
    ]);
  });

  test('an image of ours that is not scanned, and one that is no more', () => {
    const text = GOOD.replace('    runs-on', '    strategy: { matrix: { image: [app, gone] } }\n    runs-on');
    expect(whats(checkImageMatrix([parseWorkflow('.github/workflows/images.yml', text)], ['app', 'new']))).toEqual([
      '.github/workflows/images.yml: nobody looks up what is wrong with our image new',
      '.github/workflows/images.yml: docker-compose.yml builds no image gone',
    ]);
  });

  test('versions that are never raised, and an entry for nothing', () => {
    const text = `
updates:
  - { package-ecosystem: npm, directory: / }
  - { package-ecosystem: gomod, directories: ['/tools/*'] }
  - { package-ecosystem: maven, directory: /maven }
`;
    const found = checkUpdates(text, ['/package-lock.json', '/tools/a/go.mod', '/tools/a/b/go.mod']);
    expect(whats(found)).toEqual([
      '.github/dependabot.yml: the versions that /tools/a/b/go.mod pins are never raised',
      '.github/dependabot.yml: there is nothing of maven in /maven',
    ]);
  });
});

test('the value of a matrix may stand in a command, since it stands in the workflow', () => {
  expect(checkCommands(changed('RUNTIME=compose', 'RUNTIME=${{ matrix.runtime }}'), ALLOWED)).toEqual([]);
});

describe("the project's own", () => {
  const workflows = readWorkflows(root);

  test('workflows are found', () => {
    expect(workflows.map(({ file }) => file)).toContain('.github/workflows/test.yml');
    expect(pinsOf(workflows).length).toBeGreaterThan(2);
    expect(commandsOf(workflows)).toContain('make test');
  });

  test('targets, variables and scripts are found', () => {
    const { targets, variables, isScript } = readAllowed(root);
    expect([...targets]).toEqual(expect.arrayContaining(['test', 'dev-up', 'traffic']));
    expect([...variables]).toEqual(expect.arrayContaining(['RUNTIME', 'SERVICE', 'RATE']));
    expect(isScript('.github/scripts/collect-compose-logs.sh')).toBe(true);
    expect(isScript('Makefile')).toBe(false);
  });

  test('files with pinned versions are found', () => {
    expect(listPinningFiles(root)).toEqual(
      expect.arrayContaining([
        '/package-lock.json',
        '/infra/native/tools/daprd/go.mod',
        '/infra/native/maven/kafka/pom.xml',
      ]),
    );
  });
});

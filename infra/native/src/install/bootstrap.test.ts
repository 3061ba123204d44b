import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SCRIPTS = path.resolve(__dirname, '../..');
const NODE = '24.21.0';
const NPM = '11.21.2';

let root: string;
let calls: string;

/** A clone with nothing installed, on a machine with a node and an npm of its own; programs note how they are called. */
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bootstrap-')));
  calls = path.join(root, 'calls');
  for (const script of ['bootstrap.sh', 'install-node.sh']) {
    const target = path.join(root, 'clone/infra/native', script);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(path.join(SCRIPTS, script), target);
  }
  write('clone/package.json', JSON.stringify({ packageManager: `npm@${NPM}` }));
  write('clone/package-lock.json', JSON.stringify({ packages: { 'node_modules/node': { version: NODE } } }));
  for (const part of ['src/x', 'index.html', 'vite.config.ts', 'package.json'])
    write(`clone/drills/console/${part}`, '');
  for (const file of ['console/api.ts', 'drill/events.ts']) write(`clone/drills/src/${file}`, '');
  // Only its version is another one.
  write('machine/node', `#!/bin/sh\n[ "$1" = -p ] || { echo v18.20.4; exit; }\nexec ${process.execPath} "$@"\n`, 0o755);
  program('machine/npm', fetchPinned(NODE));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** The machine's npm: only fetches, and what it fetches installs the rest. */
function fetchPinned(version: string): string {
  const ci =
    'mkdir -p node_modules/.bin && cp $0.tsc node_modules/.bin/tsc && cp $0.vite node_modules/.bin/vite && touch node_modules/.package-lock.json';
  return `bin=$3/node_modules/.bin; mkdir -p $bin
printf '#!/bin/sh\\necho v${version}\\n' > $bin/node
cat > $bin/npm <<'END'
#!/bin/sh
[ "$1" = --version ] && { echo ${NPM}; exit; }
echo "pinned npm $*" >> ${calls}
${ci}
END
printf '#!/bin/sh\\necho tsc "$@" >> ${calls}\\n' > $bin/npm.tsc
printf '#!/bin/sh\\necho vite "$@" >> ${calls}; mkdir -p drills/console/build/pages; touch drills/console/build/pages/index.html\\n' > $bin/npm.vite
chmod +x $bin/*`;
}

function write(file: string, content: string, mode = 0o644): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content, { mode });
}

function program(file: string, script: string): void {
  write(file, `#!/bin/sh\necho "${file} $*" >> ${calls}\n${script}\n`, 0o755);
}

function bootstrap() {
  fs.rmSync(calls, { force: true });
  const { status, stdout, stderr } = spawnSync('bash', ['clone/infra/native/bootstrap.sh'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: `${root}/machine:/usr/bin:/bin`, HOME: root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const made = fs.existsSync(calls) ? fs.readFileSync(calls, 'utf8').trim().split('\n') : [];
  return { status, stdout, stderr, made };
}

test("the machine's npm fetches the pinned Node.js and npm, and these install the rest", () => {
  const { status, stdout, stderr, made } = bootstrap();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { platform, arch } = process;
  expect(made).toEqual([
    expect.stringMatching(new RegExp(`^machine/npm install --prefix .* node-${platform}-${arch}@${NODE} npm@${NPM}$`)),
    expect.stringMatching(/^pinned npm ci /),
    'tsc --build',
    expect.stringMatching(/^vite build drills\/console /),
  ]);
  expect(stdout.trim().split('\n').at(-1)).toMatch(/Ready\.$/);
});

test('what is there and current is not made again', () => {
  bootstrap();
  expect(bootstrap().made).toEqual(['tsc --build']);
});

test('another pin is fetched, and the packages are installed again by it', () => {
  bootstrap();
  write('clone/package.json', JSON.stringify({ packageManager: 'npm@11.99.0' }));
  const { status, stderr, made } = bootstrap();
  expect(made).toHaveLength(1);
  // This machine's npm brings the old one all the same.
  expect(status).toBe(1);
  expect(stderr).toContain(`Installed were Node.js and npm v${NODE} ${NPM}, not v${NODE} 11.99.0`);
});

test('packages that another npm had installed before are installed again', () => {
  write('clone/node_modules/.package-lock.json', '');
  expect(bootstrap().made).toContainEqual(expect.stringMatching(/^pinned npm ci /));
});

describe('a step that fails ends the bootstrap, and says why and what to do', () => {
  const failing = (words: string) =>
    `#!/bin/sh\nfor i in $(seq 40); do echo "line $i"; done\necho '${words}' >&2\nexit 3\n`;

  test.each([
    ['Installing Node.js 24.21.0 with npm 11.21.2', 'machine/npm', 'no such registry'],
    ['Installing npm packages', 'clone/.firewatch/cache/node/node_modules/.bin/npm', 'integrity checksum failed'],
    ['Compiling TypeScript (only what has changed)', 'clone/node_modules/.bin/tsc', 'error TS2322'],
    ["Building the console's pages", 'clone/node_modules/.bin/vite', 'Cannot find native binding'],
  ])('%s', (title, file, words) => {
    if (file !== 'machine/npm') bootstrap();
    for (const made of ['clone/drills/console/build', ...(file.endsWith('npm') ? ['clone/node_modules'] : [])]) {
      fs.rmSync(path.join(root, made), { recursive: true, force: true });
    }
    write(file, failing(words), 0o755);
    const { status, stdout, stderr } = bootstrap();
    expect(status).toBe(1);
    expect(stdout).not.toContain('Ready');
    expect(stderr).toContain(`${title} failed with exit code 3.`);
    expect(stderr).toContain(words);
    expect(stderr).toContain(`${root}/clone/.firewatch/cache/install-log/bootstrap.log`);
    expect(stderr).toContain('run the same command again');
    // The end of it only.
    expect(stderr).not.toMatch(/line 1$/m);
    expect(stdout).not.toContain('line 40');
  });
});

test('a machine without npm and without apt is told what to install', () => {
  for (const name of ['node', 'npm']) fs.rmSync(path.join(root, 'machine', name));
  const bin = path.join(root, 'few');
  fs.mkdirSync(bin);
  for (const name of ['bash', 'dirname', 'date', 'id']) fs.symlinkSync(`/usr/bin/${name}`, path.join(bin, name));
  const { status, stderr } = spawnSync('/bin/bash', ['clone/infra/native/bootstrap.sh'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: bin, HOME: root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(status).toBe(1);
  expect(stderr).toContain('npm is missing. Install Node.js with npm');
});

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { COMPOSE_CONFIG, resolvePaths } from '@firewatch/native';
import { stringify } from 'yaml';
import { exampleEnvironment } from './example-settings';
import { composeConfig, type ComposeConfig } from './project';
import { ComposeFileError, readComposeFile } from './read-compose-file';

const paths = resolvePaths();
let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-compose-file-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

function read(content: object): Promise<ComposeConfig> {
  const file = path.join(folder, 'compose.yml');
  fs.writeFileSync(file, stringify(content));
  return readComposeFile(file, paths);
}

// On a machine where the platform was never set up there is nothing to ask.
(fs.existsSync(path.join(paths.bin, COMPOSE_CONFIG.binary)) ? describe : describe.skip)('a compose file', () => {
  test.each([
    ['a program and its arguments', ['wget', '-q', 'http://localhost'], ['wget']],
    [
      "a script's programs, without the shell's own",
      ['sh', '-ec', 'cd /; a=$$(sed p f) && test -f x | grep x'],
      ['sh', 'sed', 'grep'],
    ],
    ['what another program starts', ['bash', '-c', 'timeout 5 env A=b curl x'], ['bash', 'timeout', 'env', 'curl']],
    ['what is given to a script', ['sh', '-c', 'exec "$$@"', 'name', 'redis-server', '--port'], ['sh', 'redis-server']],
    ['a function of the script', ['bash', '-c', 'f() { cat; }; f'], ['bash', 'cat']],
    ["bash's words in bash", ['bash', '-c', '[[ a == a ]]'], ['bash']],
    ["bash's words in a plain shell", ['/bin/sh', '-c', '[[ a == a ]]'], ['/bin/sh', '[[']],
    ['a program that a variable names', ['sh', '-c', '"$$PROGRAM" a; cat "$$FILE"'], ['sh', 'cat']],
  ])('runs %s', async (_, command, programs) => {
    const { programs: found } = await read({
      services: { a: { image: 'a', command, healthcheck: { test: ['CMD', ...command] } } },
    });
    expect(found['a']).toEqual({ start: programs, probe: programs });
  });

  test('refers to variables, each at its place', async () => {
    const environment = { A: 'x:${REDIS_PASSWORD:?set it}', B: '${LOG_LEVEL:-info}', C: '$$D' };
    const { references, project } = await read({ services: { a: { image: 'a', environment } } });
    expect(references).toEqual([
      {
        path: 'services.a.environment.A',
        line: 5,
        variable: 'REDIS_PASSWORD',
        default: '',
        required: true,
        refusesEmpty: true,
      },
      {
        path: 'services.a.environment.B',
        line: 6,
        variable: 'LOG_LEVEL',
        default: 'info',
        required: false,
        refusesEmpty: false,
      },
    ]);
    expect(project.services['a']?.environment).toMatchObject({ B: 'info', C: '$D' });
  });

  test('needs what it says it needs', async () => {
    const reading = read({ services: { a: { image: 'a', environment: { A: '${NO_SUCH:?has to be set}' } } } });
    await expect(reading).rejects.toThrow(ComposeFileError);
    await expect(reading).rejects.toThrow(/NO_SUCH.*has to be set/);
  });

  test('takes nothing from the environment', async () => {
    process.env['LOG_LEVEL'] = 'trace';
    const { project } = await read({ services: { a: { image: 'a', environment: { A: '${LOG_LEVEL:-info}' } } } });
    expect(project.services['a']?.environment).toEqual({ A: 'info' });
  });

  test('that is wrong is told of in the words of Compose', async () => {
    await expect(read({ services: { a: { image: 'a', depends_on: ['b'] } } })).rejects.toThrow(
      /depends on undefined service "b"/,
    );
  });

  const dockerCompose = path.join(paths.bin, 'docker-compose');
  (fs.existsSync(dockerCompose) ? test : test.skip)('means what it means to docker compose config', async () => {
    const file = path.join(paths.root, 'docker-compose.yml');
    const envFile = path.join(folder, 'env');
    fs.writeFileSync(
      envFile,
      Object.entries(exampleEnvironment())
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const args = ['--file', file, '--env-file', envFile, '--profile', '*', 'config', '--format', 'json'];
    const said = execFileSync(dockerCompose, args, { encoding: 'utf8', env: { HOME: folder } });
    // It escapes dollar signs, so that it can read its own output.
    const wanted = JSON.parse(said.replaceAll('$$', '$')) as object;
    const { project } = await readComposeFile(file, paths);
    expect(project).toEqual(composeConfig.shape.project.parse(wanted));
  });
});

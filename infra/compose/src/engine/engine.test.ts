import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engineProblem, findEngineProblem, pluginProblem } from './engine';

const output = (code: number, stdout: string, stderr = '') => ({ code, stdout, stderr });

test.each([
  ['2.40.3', undefined],
  ['v2.24.0', undefined],
  ['3.0.0', undefined],
  ['dev', undefined],
  ['2.24.6+ds1-0ubuntu2', undefined],
  ['2.23.3', "docker's compose plug-in is too old: 2.23.3"],
  ['1.29.2', "docker's compose plug-in is too old: 1.29.2"],
])('compose plug-in %s', (version, reason) => {
  expect(pluginProblem(output(0, `${version}\n`))?.reason).toBe(reason);
});

test('no compose plug-in', () => {
  const problem = pluginProblem(output(1, '', "docker: 'compose' is not a docker command."));
  expect(problem).toMatchObject({ reason: 'docker has no compose plug-in' });
  expect(problem?.advice).toContain('2.24 or later');
});

test.each([
  ['permission denied while trying to connect to the Docker daemon socket', {}, 'this user may not talk', 'usermod'],
  ['Cannot connect to the Docker daemon. Is it running?', {}, 'no container engine answers', 'systemctl start docker'],
  ['error during connect', { DOCKER_HOST: 'tcp://x:1' }, 'answers at DOCKER_HOST=tcp://x:1', 'error during connect'],
])('docker says: %s', (stderr, env, reason, advice) => {
  const problem = engineProblem(output(1, '', `something\n${stderr}\n`), env);
  expect(problem.reason).toContain(reason);
  expect(problem.advice).toContain(advice);
});

describe('asked for real', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engine-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));
  const docker = (script: string) => {
    fs.writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { PATH: `${folder}:/usr/bin:/bin` };
  };

  test('a machine without docker', async () => {
    await expect(findEngineProblem({ PATH: folder })).resolves.toMatchObject({
      reason: 'there is no docker program on the PATH',
    });
  });

  test('an engine with a plug-in that is recent', async () => {
    const env = docker('[ "$1" = compose ] && echo 2.40.3 || echo 20.10.24');
    await expect(findEngineProblem(env)).resolves.toBeUndefined();
  });

  test('an engine that hangs is given up after three seconds', async () => {
    await expect(findEngineProblem(docker('exec sleep 60'))).resolves.toMatchObject({
      reason: 'the container engine does not answer',
    });
  });
});

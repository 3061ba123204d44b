import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Compose } from './compose';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compose-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A docker that prints its words and its environment, or does what it is told. */
function environmentWith(variables: NodeJS.ProcessEnv, script = 'echo "$@"; env'): NodeJS.ProcessEnv {
  fs.writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${folder}:/usr/bin:/bin`, ...variables };
}

test('Compose gets the one file, the settings, and nothing that would lead it elsewhere', async () => {
  const env = environmentWith({
    COMPOSE_FILE: 'other.yml',
    COMPOSE_PROJECT_NAME: 'other',
    COMPOSE_PROFILES: 'traffic',
    REDIS_PORT: '1234',
    // Natively, what is empty overrides nothing.
    POSTGRES_PORT: '',
    UNRELATED: '',
  });
  const { stdout } = await new Compose('/project', env).run(['ps'], {}, { TRAFFIC_RATE: '7' });
  const [words, ...lines] = stdout.trim().split('\n');
  expect(words).toMatch(
    /^compose --file \/project\/docker-compose\.yml --project-directory \/project --env-file \/project\/\.env\.local .* ps$/,
  );
  expect(lines).toEqual(expect.arrayContaining(['REDIS_PORT=1234', 'UNRELATED=', 'TRAFFIC_RATE=7']));
  expect(lines.join('\n')).not.toMatch(/^(COMPOSE_|POSTGRES_PORT)/m);
});

test('what Compose finds wrong with the file is passed on', async () => {
  const env = environmentWith({}, 'echo "services.store: no such key prots" >&2; exit 15');
  await expect(new Compose('/project', env).model()).rejects.toThrow(
    'docker-compose.yml cannot be used:\n    services.store: no such key prots',
  );
});

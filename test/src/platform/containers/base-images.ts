import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { askDocker, debianArchive } from '@firewatch/compose';
import { paths } from '../settings';

const run = promisify(execFile);

/** Brings the one that Node's own image has. */
const NPM = 'npm@11.6.0';
const CACHE = path.join(paths.cache, 'test-images');
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** Stand for what infra/compose/images/node/Dockerfile is made of by default, where no image can be pulled: the same Debian, Node and npm. */
export const BASES = { RUNTIME_IMAGE: 'firewatch-test/debian', NODE_IMAGE: 'firewatch-test/node' } as const;

/** Makes both in an engine that has none, of Debian's packages and of the Node that this project runs by. @param env says which engine */
export async function makeBases(env: NodeJS.ProcessEnv): Promise<void> {
  await askDocker(['import', await debianArchive(paths), BASES.RUNTIME_IMAGE], { env });
  const context = await nodeContext();
  try {
    await askDocker(['build', '--quiet', '--network', 'none', '--tag', BASES.NODE_IMAGE, context], {
      env: { ...env, DOCKER_BUILDKIT: '1' },
    });
  } finally {
    rmSync(context, { recursive: true });
  }
}

/** @returns a folder to build Node's image from. Whoever signs for this machine's registries is trusted in it, too. */
async function nodeContext(): Promise<string> {
  const folder = newFolder();
  copyFileSync(process.execPath, path.join(folder, 'node'));
  copyFileSync(CERTIFICATES, path.join(folder, 'certificates'));
  await run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', NPM], {
    cwd: folder,
  });
  writeFileSync(
    path.join(folder, 'Dockerfile'),
    [
      `FROM ${BASES.RUNTIME_IMAGE}`,
      `COPY certificates ${CERTIFICATES}`,
      'COPY node /usr/local/bin/node',
      'COPY node_modules/npm /usr/local/lib/node_modules/npm',
      'RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm',
      `ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}`,
      '',
    ].join('\n'),
  );
  return folder;
}

function newFolder(): string {
  mkdirSync(CACHE, { recursive: true });
  return mkdtempSync(path.join(CACHE, 'new-'));
}

import { CommandFailure, findGo, type Paths } from '@firewatch/native';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who signs for the registries as this machine sees them: for OpenSSL's kind, and for Java's. */
const CERTIFICATES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs/java/cacerts'] as const;

const PROGRAMS = [
  ...['prometheus', 'promtool', 'alertmanager', 'amtool', 'jaeger'],
  ...['toxiproxy', 'toxiproxy-cli', 'placement', 'scheduler'],
];

/** Puts into `folder` what infra/compose/rehearsal/Dockerfile copies: what the native platform has installed, and this machine's Go and Node. */
export async function gatherContext(paths: Paths, folder: string): Promise<void> {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const part of ['bin', 'certificates']) fs.mkdirSync(path.join(folder, part), { recursive: true });
  for (const name of PROGRAMS) fs.linkSync(path.join(paths.bin, name), path.join(folder, 'bin', name));
  const linked = async (from: string, name: string) => {
    await run('cp', ['--archive', '--link', path.join(paths.cache, from), path.join(folder, name)]);
  };
  await linked('kafka', 'kafka');
  await linked('registry', 'registry');
  await linked(elasticsearchFolder(paths), 'elasticsearch');
  for (const file of CERTIFICATES) fs.copyFileSync(file, path.join(folder, 'certificates', path.basename(file)));
  fs.cpSync(path.join(paths.root, 'infra/compose/rehearsal'), folder, { recursive: true });
  await run('cp', ['--archive', await goRoot(paths), path.join(folder, 'go')]);
  fs.copyFileSync(process.execPath, path.join(folder, 'node'));
  await linked('node/node_modules/npm', 'npm');
}

/** The archive brings a folder that is named after its version. */
function elasticsearchFolder({ cache }: Paths): string {
  const [version] = fs.readdirSync(path.join(cache, 'elasticsearch'));
  if (version === undefined) throw new CommandFailure('Elasticsearch is not installed: make dev-up RUNTIME=native');
  return path.join('elasticsearch', version);
}

async function goRoot(paths: Paths): Promise<string> {
  const { stdout } = await run(findGo(paths) ?? 'go', ['env', 'GOROOT']);
  return stdout.trim();
}

import { CommandFailure } from '@firewatch/native/running';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { askDocker } from '../engine/docker';

/** A file, folder or link of an image. */
export interface FileEntry {
  /** Absolute. */
  readonly path: string;
  /** As tar says it: file, directory, symlink, link, … */
  readonly type: string;
  /** Permissions with set-user-id and the like. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly linkTo?: string;
  /** Of a file's content, hexadecimal. */
  readonly sha256?: string;
  /** Of the files that were asked for. */
  readonly content?: Buffer;
}

/** What the engine puts into every container. */
const OF_THE_ENGINE = /^\/(\.dockerenv$|(dev|proc|sys)(\/|$)|etc\/(hostname|hosts|resolv\.conf|mtab)$)/;

/**
 * Reads all files of an image, by a container of it that is never started.
 * @param wanted of which files the content is kept
 * @param env says by DOCKER_HOST which engine is asked. Throws CommandFailure
 */
export async function readFileSystem(
  reference: string,
  wanted: (path: string) => boolean,
  env: NodeJS.ProcessEnv = process.env,
): Promise<FileEntry[]> {
  const id = (await askDocker(['create', '--network', 'none', reference], { env })).trim();
  try {
    return await readExport(id, wanted, env);
  } finally {
    await askDocker(['rm', '--force', id], { env });
  }
}

async function readExport(id: string, wanted: (path: string) => boolean, env: NodeJS.ProcessEnv): Promise<FileEntry[]> {
  const child = spawn('docker', ['export', id], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const archive = extract();
  child.stdout.pipe(archive);
  const entries: FileEntry[] = [];
  for await (const stream of archive) {
    const { name, type, mode, uid, gid, linkname } = stream.header;
    const path = `/${name.replace(/\/$/, '')}`;
    const content = await buffer(stream);
    if (OF_THE_ENGINE.test(path)) continue;
    const isFile = type === 'file';
    entries.push({
      path,
      type,
      mode,
      uid,
      gid,
      ...(linkname ? { linkTo: linkname } : {}),
      ...(isFile ? { sha256: createHash('sha256').update(content).digest('hex') } : {}),
      ...(isFile && wanted(path) ? { content } : {}),
    });
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new CommandFailure(`docker export ${id} failed with exit code ${code ?? 128}.`);
  return entries;
}

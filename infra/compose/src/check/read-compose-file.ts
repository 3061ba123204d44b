import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { COMPOSE_CONFIG, type Paths } from '@firewatch/native';
import { exampleEnvironment } from './example-settings';
import { composeConfig, type ComposeConfig } from './project';

const run = promisify(execFile);

/** The file cannot be loaded; the message is Compose's own. */
export class ComposeFileError extends Error {
  override readonly name = 'ComposeFileError';
}

/**
 * Resolves a compose file with every profile and the settings of the example, as if it lay at the project's root.
 * Throws ComposeFileError.
 */
export async function readComposeFile(file: string, paths: Paths): Promise<ComposeConfig> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-compose-'));
  try {
    const envFile = path.join(folder, 'env');
    const lines = Object.entries(exampleEnvironment()).map(([name, value]) => `${name}=${value}\n`);
    fs.writeFileSync(envFile, lines.join(''));
    const program = path.join(paths.bin, COMPOSE_CONFIG.binary);
    const args = ['--project-directory', paths.root, '--env-file', envFile, file];
    const { stdout } = await run(program, args, { env: {}, maxBuffer: 64 * 1024 * 1024 });
    return composeConfig.parse(JSON.parse(stdout));
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT')
      throw new ComposeFileError("Compose's loader is not built: make check-compose", { cause: error });
    if (stderr === undefined) throw error;
    throw new ComposeFileError(stderr.trim(), { cause: error });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

import { ensureEnvLocal, PORTS, readEnvFile, type Paths } from '@firewatch/native';
import fs from 'node:fs';
import path from 'node:path';

/** From the default ports, so that the platform itself can run meanwhile; all stay below those that the kernel gives to outgoing connections. */
const PORT_OFFSET = 10_000;

/** Where settings are, and what the environment of every command adds to them. */
export interface SettingsSource {
  /** An .env.local. */
  readonly file: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The settings of a rehearsal: secrets of its own, generated once, other ports, and defaults for the rest.
 * @param folder gets an .env.local
 * @returns that file, and every port and secret
 */
export function rehearsalSettings(paths: Paths, folder: string): SettingsSource {
  fs.mkdirSync(folder, { recursive: true });
  ensureEnvLocal({ ...paths, root: folder });
  const file = path.join(folder, '.env.local');
  const ports = Object.values(PORTS).map(([variable, port]) => [variable, String(port + PORT_OFFSET)] as const);
  return { file, values: { ...readEnvFile(file), ...Object.fromEntries(ports) } };
}

/**
 * The settings of a rehearsal with drills: the project's own, since runbooks read its .env.local and name its ports. Their `make` is told where the platform runs.
 * Makes the file unless it is there.
 */
export function projectSettings(paths: Paths): SettingsSource {
  ensureEnvLocal(paths);
  return { file: path.join(paths.root, '.env.local'), values: { RUNTIME: 'compose' } };
}

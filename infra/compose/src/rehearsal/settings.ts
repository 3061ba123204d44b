import { ensureEnvLocal, PORTS, readEnvFile, type Paths } from '@firewatch/native';
import fs from 'node:fs';
import path from 'node:path';

/** From the default ports, so that the platform itself can run meanwhile; all stay below those that the kernel gives to outgoing connections. */
const PORT_OFFSET = 10_000;

/**
 * The settings of a rehearsal: secrets of its own, generated once since its volumes are kept, other ports, and defaults for the rest.
 * @param folder gets an .env.local
 * @returns that file, and every port and secret
 */
export function rehearsalSettings(paths: Paths, folder: string): { file: string; values: Record<string, string> } {
  fs.mkdirSync(folder, { recursive: true });
  ensureEnvLocal({ ...paths, root: folder });
  const file = path.join(folder, '.env.local');
  const ports = Object.values(PORTS).map(([variable, port]) => [variable, String(port + PORT_OFFSET)] as const);
  return { file, values: { ...readEnvFile(file), ...Object.fromEntries(ports) } };
}

import path from 'node:path';
import {
  components,
  describePlatform,
  loadPlatform,
  readSettings,
  resolvePaths,
  setClock,
  Supervisor,
} from '@firewatch/native';
import { nativeTraffic } from '../traffic/native-traffic';
import type { Platform } from './platform';

/** The platform of this clone that runs as local processes, whether it runs or not. Throws SettingsError. */
export function nativePlatform(): Platform {
  const paths = resolvePaths();
  const settings = readSettings(paths.root);
  const supervisor = new Supervisor(paths);
  return {
    runtime: 'native',
    settings,
    paths,
    processes: supervisor,
    traffic: nativeTraffic(supervisor, paths.run),
    setClock: (clock) => setClock({ ...clock, settings, paths }),
    findSick: async () => {
      const { processes } = await describePlatform(loadPlatform(components, paths), supervisor);
      return processes.filter(({ health }) => health === 'unhealthy').map(({ name, status }) => `${name} (${status})`);
    },
    guardCommand: [process.execPath, path.resolve(__dirname, '../bin/firewatch.js'), 'drill', 'guard'],
  };
}

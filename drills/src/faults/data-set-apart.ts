import fs from 'node:fs';
import path from 'node:path';
import { journalFolder } from '../drill/journal';
import type { Fault, FaultContext } from './fault';
import { runMake } from './run-make';

/** Beside the data, on the same file system: the data is moved and not copied. */
const APART = 'data-set-apart';

/**
 * The native platform starts with nothing stored, as it does the first time. Its data is kept apart meanwhile, all but the journals of
 * drills, and put back when the fault is withdrawn; what was stored in between is lost.
 */
export function dataSetApart({ paths }: Pick<FaultContext, 'paths'>): Fault {
  const apart = path.join(paths.state, APART);
  const kept = path.basename(journalFolder(paths.data));
  return {
    title: 'the platform starts with nothing stored',
    async inject() {
      await runMake(paths.root, 'dev-down');
      fs.mkdirSync(apart, { mode: 0o755 });
      for (const entry of fs.readdirSync(paths.data).filter((name) => name !== kept))
        fs.renameSync(path.join(paths.data, entry), path.join(apart, entry));
      await runMake(paths.root, 'dev-up RUNTIME=native');
    },
    missing() {
      return Promise.resolve(fs.existsSync(apart) ? undefined : `there is no ${apart}`);
    },
    async withdraw() {
      if (!fs.existsSync(apart)) return;
      await runMake(paths.root, 'dev-down');
      for (const entry of fs.readdirSync(apart)) {
        fs.rmSync(path.join(paths.data, entry), { recursive: true, force: true });
        fs.renameSync(path.join(apart, entry), path.join(paths.data, entry));
      }
      fs.rmdirSync(apart);
      await runMake(paths.root, 'dev-up RUNTIME=native');
    },
  };
}

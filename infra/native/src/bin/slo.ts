import { resolvePaths } from '../platform/paths';
import { generateSlos } from '../slo/generate';

generateSlos(resolvePaths())
  .then((files) => process.stdout.write(files.map((file) => `${file}\n`).join('')))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });

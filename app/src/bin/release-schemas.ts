import { CURRENT_SCHEMAS, readReleased, RELEASED, releaseBreaks, writeReleased } from '../events/released-schemas';

const breaks = releaseBreaks(readReleased(RELEASED), CURRENT_SCHEMAS);
if (breaks.length > 0) {
  process.stderr.write(
    `The schemas are not released, since they cannot read what the last ones wrote:\n${breaks.join('\n')}\n`,
  );
  process.exitCode = 1;
} else {
  writeReleased(RELEASED, CURRENT_SCHEMAS);
  process.stdout.write(`${CURRENT_SCHEMAS.size} schemas released\n`);
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DIST, renderDashboards } from '../render';

/** Writes dist/, or with `--check` tells which files of it are not what the sources make, and then ends with 1. */
function main(argv: readonly string[]): number {
  const rendered = renderDashboards();
  const present = existsSync(DIST) ? readdirSync(DIST).map((name) => path.join(DIST, name)) : [];
  const foreign = present.filter((file) => !rendered.has(file));
  const outdated = [...rendered].filter(
    ([file, content]) => !existsSync(file) || readFileSync(file, 'utf8') !== content,
  );
  if (argv.includes('--check')) {
    const drifted = [...outdated.map(([file]) => file), ...foreign].map((file) => path.relative(process.cwd(), file));
    if (drifted.length > 0)
      console.error(`Not what the sources make: ${drifted.join(', ')}. Run: node dashboards/build/bin/generate.js`);
    return drifted.length > 0 ? 1 : 0;
  }
  mkdirSync(DIST, { recursive: true });
  for (const file of foreign) rmSync(file);
  for (const [file, content] of outdated) writeFileSync(file, content);
  console.log(`${rendered.size} dashboards, ${outdated.length} of them changed`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));

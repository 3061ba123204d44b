import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../install/ensure-installed';
import type { GoArtefact } from '../install/go';
import type { Paths } from '../platform/paths';
import { generatedRuleFiles, sloFiles, slothVersion, withHeader } from './slo-files';

const SLOTH: GoArtefact = {
  kind: 'go',
  module: 'sloth',
  package: 'github.com/slok/sloth/cmd/sloth',
  binary: 'sloth',
};

/** Writes the rules of every objective anew, and removes those of objectives that are gone. @returns the files written */
export async function generateSlos(paths: Paths): Promise<readonly string[]> {
  await ensureInstalled([SLOTH], paths);
  const { root } = paths;
  const version = slothVersion(root);
  const files = sloFiles(root);
  const generated = files.map((file) => {
    const spec = fs.readFileSync(path.join(root, file.spec), 'utf8');
    return { target: file.rules, content: withHeader(file, spec, version, runSloth(paths, file.spec, version)) };
  });
  // Nothing is touched before every objective is known to be good.
  for (const file of generatedRuleFiles(root)) fs.rmSync(path.join(root, file));
  for (const { target, content } of generated) fs.writeFileSync(path.join(root, target), content);
  return generated.map(({ target }) => target);
}

/** @returns the rules, without sloth's own header. Throws with what sloth says of a spec that it refuses. */
function runSloth({ bin, root }: Paths, spec: string, version: string): string {
  const output = execFileSync(path.join(bin, SLOTH.binary), ['--no-log', 'generate', '--input', spec], {
    cwd: root,
    encoding: 'utf8',
  });
  const rules = output.slice(output.indexOf('groups:'));
  // Built from its module, sloth does not know its version.
  return rules.replace('sloth_version: dev', `sloth_version: ${version}`);
}

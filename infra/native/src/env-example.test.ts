import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { renderEnvExample } from './env-file';
import { resolvePaths } from './platform/paths';
import { SECRETS, variables } from './variables';

test('.env.local.example is what the schema of the settings renders: make env-example', () => {
  const committed = fs.readFileSync(path.join(resolvePaths().root, '.env.local.example'), 'utf8');
  expect(committed).toBe(renderEnvExample());
});

test('the example sets nothing but empty secrets, and shows every variable with its meaning', () => {
  const example = renderEnvExample();
  const expected = Object.values(SECRETS).map(([variable]) => [variable, '']);
  expect(parseEnv(example)).toEqual(Object.fromEntries(expected));
  for (const [name, schema] of Object.entries(variables.shape)) {
    expect(schema.description).toMatch(/\S/);
    expect(example).toContain(`# ${schema.description ?? ''}\n`);
    expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
  }
});

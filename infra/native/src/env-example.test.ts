import fs from 'node:fs';
import path from 'node:path';
import { renderEnvExample } from './env-file';
import { parseEnvFile } from './env-syntax';
import { resolvePaths } from './platform/paths';
import { SECRETS, variables } from './variables';

test('.env.local.example is what the schema of the settings renders: make env-example', () => {
  const committed = fs.readFileSync(path.join(resolvePaths().root, '.env.local.example'), 'utf8');
  expect(committed).toBe(renderEnvExample());
});

test('the example sets nothing but empty secrets', () => {
  const expected = Object.values(SECRETS).map(([variable]) => [variable, '']);
  const { values, refused } = parseEnvFile(Buffer.from(renderEnvExample()));
  expect(refused).toEqual([]);
  expect(values).toEqual(Object.fromEntries(expected));
});

test('each default of the example can be set as it stands there', () => {
  const example = renderEnvExample().replaceAll(/^# (\w+=)/gm, '$1');
  const { values, refused } = parseEnvFile(Buffer.from(example));
  expect(refused).toEqual([]);
  expect(Object.keys(values)).toEqual(Object.keys(variables.shape));
});

test('the example tells of every variable what it means, its form, its default and whether it is a secret', () => {
  const paragraphs = renderEnvExample().trimEnd().split('\n\n').slice(1);
  expect(paragraphs.map((lines) => /^(?:# )?(\w+)=/m.exec(lines)?.[1])).toEqual(Object.keys(variables.shape));
  for (const lines of paragraphs) {
    expect(lines).toMatch(/^# \S.*\n# Form: \S.*\. Default: \S+\. Secret: (no|yes, \S.*)\.\n(# )?\w+=.*$/);
  }
});

test.each([
  ['REDIS_PORT', 'Redis', 'a port from 1 to 65535. Default: 6379. Secret: no.'],
  [
    'REDIS_PASSWORD',
    'Redis',
    '32 to 128 letters, digits, - or _. Default: none. Secret: yes, generated on the first start.',
  ],
  [
    'SLACK_WEBHOOK_URL_CRITICAL',
    'incoming webhook of the real Slack that gets what is posted to #critical',
    'a URL, or nothing. Default: none. Secret: yes, from Slack.',
  ],
])('the example on %s', (variable, meaning, facts) => {
  expect(renderEnvExample()).toMatch(new RegExp(`\n# ${meaning}\n# Form: ${facts}\n(# )?${variable}=`));
});

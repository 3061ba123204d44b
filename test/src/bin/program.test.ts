import { testProgram } from '../platform/command';

const PROGRAMS = ['bench', 'smoke', 'test-api-fuzz', 'test-faults'];
const WRONG = { GRAFANA_PORT: '3999', KIBANA_PORT: '3999' };

it.each(PROGRAMS)('%s tells what is wrong with the settings, and no stack', async (name) => {
  const { code, stdout, stderr } = await testProgram(name, [], WRONG);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^${name}: Port 3999 is given twice: by \\w+_PORT and by \\w+_PORT\\.\\n$`));
});

it.each(PROGRAMS)('%s tells its options, whatever the settings are', async (name) => {
  const { code, stdout } = await testProgram(name, ['--help'], WRONG);
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: ${name}`);
});

import { EnvironmentError } from '@firewatch/telemetry';
import { ClockError } from '../clock/clock-error';
import { EnvFileError } from '../env-file';
import { PrivilegeError } from '../install/apt';
import { CommandError } from '../install/run-command';
import { PlanError } from '../platform/plan';
import { SettingsError } from '../settings';
import { SupervisorError } from '../supervisor/client';
import { CommandFailure } from './command-failure';
import { failureText } from './failure-text';

class NotRunning extends CommandFailure {}

const FOR_THE_USER = [
  new CommandFailure('Say which service.'),
  new NotRunning('The platform does not run.'),
  new ClockError('rule', 'alerts/rules/api.yml: 7s cannot be divided.'),
  new CommandError('go build … failed with exit code 1.'),
  new EnvFileError('.env.local, line 3: not of the form NAME=value.'),
  new EnvironmentError([{ variable: 'REDIS_PORT', problem: 'malformed', expected: 'port' }]),
  new PlanError('Two processes are named redis.'),
  new PrivilegeError('Debian packages are missing.'),
  new SettingsError('Port 3000 is given twice.'),
  new SupervisorError('The platform does not run.', { unreachable: true }),
];

test.each(FOR_THE_USER.map((failure) => [failure.constructor.name, failure] as const))(
  'of a %s its message is told, and nothing else',
  (_name, failure) => {
    expect(failureText(failure)).toBe(failure.message);
  },
);

test('of what nobody foresaw the stack is told', () => {
  const failure = new TypeError('undefined is no function');
  expect(failureText(failure)).toBe(failure.stack);
});

test('of an error without a stack the message is told', () => {
  const failure = new Error('no trace');
  delete failure.stack;
  expect(failureText(failure)).toBe('no trace');
});

test('of what is no error its text is told, and from where', () => {
  expect(failureText('broken')).toMatch(/^Error: broken\n +at /);
});

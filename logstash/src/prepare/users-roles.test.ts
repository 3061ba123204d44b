import fs from 'node:fs';
import path from 'node:path';
import { parseUsersRoles } from './users-roles';

test('a user has every role whose line names it', () => {
  expect([...parseUsersRoles('# roles\nwriter:one,two\n\nmonitor:one\n')]).toEqual([
    ['one', ['writer', 'monitor']],
    ['two', ['writer']],
  ]);
});

test('a line of another form is named', () => {
  expect(() => parseUsersRoles('writer:one\nmonitor')).toThrow('line 2 is not of the form role:user,user: monitor');
});

test("the platform's own file gives the writer and the reader their roles", () => {
  const file = path.resolve(__dirname, '../../../infra/config/elasticsearch/users_roles');
  expect([...parseUsersRoles(fs.readFileSync(file, 'utf8'))]).toEqual([
    ['firewatch_writer', ['firewatch_writer', 'firewatch_monitor']],
    ['firewatch_reader', ['firewatch_reader']],
  ]);
});

import { indexTemplate } from '../elasticsearch/index-template';
import { prepare, type Cluster } from './prepare';

class ClusterOfTest implements Cluster {
  readonly done: unknown[] = [];

  putIndexTemplate(...template: unknown[]): Promise<void> {
    return this.note('template', ...template);
  }
  putUser(...user: unknown[]): Promise<void> {
    return this.note('user', ...user);
  }
  setPassword(...password: unknown[]): Promise<void> {
    return this.note('password', ...password);
  }
  private note(...what: unknown[]): Promise<void> {
    this.done.push(what);
    return Promise.resolve();
  }
}

const ROLES = new Map([['writer', ['writes', 'watches']]]);

test('users get their roles, Kibana its password, and the indices their template', async () => {
  const cluster = new ClusterOfTest();
  await prepare(cluster, ROLES, { users: { writer: 'secret of the writer' }, kibana: 'secret of Kibana' });
  expect(cluster.done).toEqual([
    ['user', 'writer', { password: 'secret of the writer', roles: ['writes', 'watches'] }],
    ['password', 'kibana_system', 'secret of Kibana'],
    ['template', 'firewatch-logs', indexTemplate],
  ]);
});

test.each([
  ['without a password', {}, 'writer has roles, but no password'],
  ['without a role', { writer: 'x', reader: 'y' }, 'reader has a password, but no role'],
])('a user %s is named, and nothing is changed', async (_what, users, message) => {
  const cluster = new ClusterOfTest();
  await expect(prepare(cluster, ROLES, { users, kibana: 'z' })).rejects.toThrow(message);
  expect(cluster.done).toEqual([]);
});

import { indexTemplate, TEMPLATE_NAME } from '../elasticsearch/index-template';
import type { RolesByUser } from './users-roles';

/** The user, built into Elasticsearch, as whom Kibana works. */
const KIBANA_USER = 'kibana_system';

/** The part of the client that this uses. */
export interface Cluster {
  putIndexTemplate(name: string, template: unknown): Promise<void>;
  putUser(name: string, user: { readonly password: string; readonly roles: readonly string[] }): Promise<void>;
  setPassword(user: string, password: string): Promise<void>;
}

export interface Passwords {
  /** Of the users of `users_roles`, by name. */
  readonly users: Readonly<Record<string, string>>;
  readonly kibana: string;
}

/**
 * Brings users, passwords and the index template to what they have to be, whatever they were: may run at every start. The users' roles
 * are in Elasticsearch's own `roles.yml`.
 * @throws Error for a user without a password or without a role, before anything is changed; and what the cluster throws
 */
export async function prepare(cluster: Cluster, roles: RolesByUser, passwords: Passwords): Promise<void> {
  const users = new Set([...roles.keys(), ...Object.keys(passwords.users)]);
  const complete = [...users].map((name) => {
    const [password, rolesOfUser] = [passwords.users[name], roles.get(name)];
    if (password === undefined) throw new Error(`${name} has roles, but no password`);
    if (rolesOfUser === undefined) throw new Error(`${name} has a password, but no role`);
    return [name, { password, roles: rolesOfUser }] as const;
  });
  for (const [name, user] of complete) await cluster.putUser(name, user);
  await cluster.setPassword(KIBANA_USER, passwords.kibana);
  await cluster.putIndexTemplate(TEMPLATE_NAME, indexTemplate);
}

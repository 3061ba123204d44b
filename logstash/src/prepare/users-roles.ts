/** The roles of each user, in the order of the file. */
export type RolesByUser = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a `users_roles` file of Elasticsearch's file realm: lines `role:user,user`.
 * @throws Error that names the line that is none
 */
export function parseUsersRoles(text: string): RolesByUser {
  const roles = new Map<string, readonly string[]>();
  text.split('\n').forEach((line, index) => {
    if (/^\s*(#.*)?$/.test(line)) return;
    const [, role, users] = /^\s*([^:\s]+):(\S+)\s*$/.exec(line) ?? [];
    if (role === undefined || users === undefined) {
      throw new Error(`line ${index + 1} is not of the form role:user,user: ${line}`);
    }
    for (const user of users.split(',')) roles.set(user, [...(roles.get(user) ?? []), role]);
  });
  return roles;
}

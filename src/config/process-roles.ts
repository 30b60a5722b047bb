/** What a process of distributed mode does; one process may have several roles, and several processes one role. */
export const processRoles = ['ingest', 'store', 'score', 'api'] as const;
export type ProcessRole = (typeof processRoles)[number];

/** The role of this name. Throws with the names there are. */
export function processRole(name: string): ProcessRole {
  const role = processRoles.find((known) => known === name);
  if (role) return role;
  throw new Error(`there is no role "${name}"; roles are ${processRoles.join(', ')}`);
}

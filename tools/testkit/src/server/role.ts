import type { Role } from './packing.ts'

/** What a role may know beyond the request. */
export interface RoleState {
  /** User-Agents that the OCS role takes on PROLOG. */
  readonly userAgents: readonly string[]
  /** Ids that sent anything before. */
  readonly known: ReadonlySet<string>
  /** OCS: the TAG of the first inventory of each id stays. */
  readonly tags: Map<string, string>
}

/** The path that each server answers on. */
export const paths: Readonly<Record<Role, string>> = {
  plugin: '/plugins/fusioninventory/',
  glpi: '/front/inventory.php',
  ocs: '/ocsinventory',
}

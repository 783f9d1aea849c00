/** What the agent can do, or is known to do in other versions. */
export interface Task {
  /** In lower case, as configuration and policy have it. */
  readonly name: string
  /** As servers and people know it. */
  readonly title: string
  /** Runs for local targets, too. */
  readonly local: boolean
  /** Undefined: it is there. Else what to do instead, as a clause. */
  readonly missing?: string
}

const later = 'it is not part of this version'

/** In the order in which they run unless somebody says otherwise. */
export const catalog = [
  { name: 'inventory', title: 'Inventory', local: true },
  { name: 'collect', title: 'Collect', local: false, missing: later },
  { name: 'netdiscovery', title: 'NetDiscovery', local: false },
  { name: 'netinventory', title: 'NetInventory', local: false },
  { name: 'esx', title: 'ESX', local: false, missing: later },
  {
    name: 'remoteinventory',
    title: 'RemoteInventory',
    local: false,
    missing: 'fusioninventory-inventory --remote does it',
  },
  { name: 'wakeonlan', title: 'WakeOnLan', local: false },
  { name: 'deploy', title: 'Deploy', local: false, missing: later },
] as const satisfies readonly Task[]

export const installed: readonly Task[] = catalog.filter((task: Task) => task.missing === undefined)

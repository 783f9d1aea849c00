import { isAbsolute, join } from 'node:path'

/** Where things are unless somebody says otherwise. */
export interface Places {
  readonly confdir: string
  readonly vardir: string
}

export interface Machine {
  readonly platform: string
  readonly uid: number
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Folders of root on each kind of system; those of Linux are the ones of Debian's package of version 2.6. */
const system: Readonly<Record<string, Places>> = {
  linux: { confdir: '/etc/fusioninventory', vardir: '/var/lib/fusioninventory-agent' },
  darwin: {
    confdir: '/Library/Application Support/fusioninventory-agent',
    vardir: '/Library/Application Support/fusioninventory-agent/var',
  },
  freebsd: { confdir: '/usr/local/etc/fusioninventory', vardir: '/var/db/fusioninventory-agent' },
}

/** An absolute path of the environment, or the folder below home (XDG base directories). */
const homely = ({ env }: Machine, variable: string, below: string): string => {
  const set = env[variable]
  return set !== undefined && isAbsolute(set) ? set : join(env.HOME ?? '/', below)
}

/** Root's folders belong to the machine; those of others are at home, but they read root's configuration too. */
export function placesOf(machine: Machine): Places {
  if (machine.platform === 'win32') {
    const base = join(machine.env.PROGRAMDATA ?? 'C:\\ProgramData', 'FusionInventory-Agent')
    return { confdir: join(base, 'etc'), vardir: join(base, 'var') }
  }
  const places = system[machine.platform] ?? (system.linux as Places)
  if (machine.uid === 0) return places
  return { ...places, vardir: join(homely(machine, 'XDG_STATE_HOME', '.local/state'), 'fusioninventory-agent') }
}

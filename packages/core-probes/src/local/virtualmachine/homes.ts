import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { ProbeContext } from '../probe.ts'
import { parsePasswd } from '../user/parse-accounts.ts'

export interface Home {
  readonly home: string
  readonly uid: string
  /** Login; undefined for who runs this. */
  readonly owner?: string | undefined
}

/** More accounts than these are a directory service's. */
const most = 1000

/** Our own home directory, and with `--scan-homedirs` those of all local accounts. */
export async function homesOf(host: Host, ctx: ProbeContext): Promise<readonly Home[]> {
  const own = String(host.facts.uid)
  const homes = new Map<string, Home>()
  for (const { user } of parsePasswd(ifOk(await host.files.text('/etc/passwd')) ?? '')) {
    const { ID, HOME, LOGIN } = user
    if (!ID || !HOME?.startsWith('/') || HOME === '/' || HOME === '/nonexistent') continue
    if (ID === own) homes.set(HOME, { home: HOME, uid: ID })
    else if (ctx.options.scanHomedirs && !homes.has(HOME)) homes.set(HOME, { home: HOME, uid: ID, owner: LOGIN })
  }
  return [...homes.values()].slice(0, most)
}

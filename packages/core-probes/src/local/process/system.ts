import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { parseMeminfo } from '../memory/parse-meminfo.ts'
import { parseBootTime } from '../os/parse-system.ts'
import { parsePasswd } from '../user/parse-accounts.ts'

/** What is needed once to tell of all processes. */
export interface System {
  /** Login by user id; of logins that share one the first, as ps has it. */
  readonly logins: ReadonlyMap<string, string>
  /** Epoch seconds. */
  readonly bootTime: number | undefined
  readonly memoryKib: number | undefined
}

export async function readSystem(host: Host): Promise<System> {
  const [passwd, stat, meminfo] = await Promise.all([
    host.files.text('/etc/passwd'),
    host.files.text('/proc/stat'),
    host.files.text('/proc/meminfo'),
  ])
  const logins = new Map<string, string>()
  for (const { user } of parsePasswd(ifOk(passwd) ?? ''))
    if (user.ID && user.LOGIN && !logins.has(user.ID)) logins.set(user.ID, user.LOGIN)
  const { memory } = parseMeminfo(ifOk(meminfo) ?? '')
  return { logins, bootTime: parseBootTime(ifOk(stat) ?? ''), memoryKib: memory && memory * 1024 }
}

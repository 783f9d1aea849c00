import { type Host, valueOf as ifOk } from '../../host/port.ts'

/** What is needed once to tell of all processes. */
export interface System {
  /** Login by user id; of logins that share one the first, as ps has it. */
  readonly logins: ReadonlyMap<number, string>
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
  return {
    logins: parseLogins(ifOk(passwd) ?? ''),
    bootTime: numberAfter(ifOk(stat), 'btime '),
    memoryKib: numberAfter(ifOk(meminfo), 'MemTotal:'),
  }
}

/** Logins of passwd(5) by user id. */
export function parseLogins(text: string): Map<number, string> {
  const logins = new Map<number, string>()
  for (const line of text.split('\n')) {
    const [login, , uid] = line.split(':', 3)
    if (login && uid && /^\d{1,10}$/.test(uid) && !logins.has(Number(uid))) logins.set(Number(uid), login)
  }
  return logins
}

/** The number after a label at the beginning of a line. */
function numberAfter(text: string | undefined, label: string): number | undefined {
  const at = text?.startsWith(label) ? 0 : (text?.indexOf(`\n${label}`) ?? -1) + 1
  if (text === undefined || (at === 0 && !text.startsWith(label))) return undefined
  const number = Number.parseInt(text.slice(at + label.length, at + label.length + 32), 10)
  return number > 0 ? number : undefined
}

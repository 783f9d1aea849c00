import type { Guest, Status } from './guest.ts'
import { macs, mebibytes, parsePairs } from './parse-amount.ts'

const states: ReadonlyMap<string, Status> = new Map([
  ['running', 'running'],
  ['paused', 'paused'],
  ['suspended', 'paused'],
  ['stopped', 'off'],
  ['mounted', 'off'],
  ['unknown', 'off'],
])

export interface Container {
  readonly id: string
  readonly guest: Guest
}

/** `vzlist --all --no-header -o hostname,ctid,cpulimit,status,ostemplate`; a host name that is not set is `-`. */
export function parseVzlist(text: string): Container[] {
  return text.split('\n', 100_000).flatMap((line) => {
    const [name = '', id, VCPU, state = '', SUBSYSTEM] = line.trim().split(/\s+/, 5)
    if (!id || state === '') return []
    return [
      {
        id,
        guest: {
          NAME: name === '-' ? id : name,
          VCPU: /^\d{1,6}$/.test(VCPU ?? '') ? VCPU : undefined,
          STATUS: states.get(state) ?? 'off',
          SUBSYSTEM: SUBSYSTEM === '-' ? undefined : SUBSYSTEM,
          VMTYPE: 'virtuozzo',
        },
      },
    ]
  })
}

/** `barrier:limit`, or one number for both; `unlimited` is none. */
const limitOf = (value: string | undefined): string | undefined => value?.split(':', 2).at(-1)

/**
 * `/etc/vz/conf/<id>.conf` (ctid.conf(5)): memory by the first limit that is set, and the cards of its own. Pages are
 * those of 4 KiB that the format was made with.
 */
export function parseVzConf(text: string): Pick<Guest, 'MEMORY' | 'MAC'> {
  // Of a name that is set twice the last holds, as in the shell that reads it.
  const pairs = parsePairs(text.split('\n', 100_000).reverse().join('\n'), '=')
  const pages = (value: string | undefined): number | undefined => {
    const limit = limitOf(value) ?? ''
    const count = /^\d{1,18}$/.test(limit) ? Number(limit) * 4096 : undefined
    const size = count === undefined ? mebibytes(limit) : Math.floor(count / 2 ** 20)
    // "No limit" is the highest number that the kernel of the time could hold.
    return size !== undefined && size > 0 && size < 2 ** 40 ? size : undefined
  }
  const memory = mebibytes(limitOf(pairs.get('SLMMEMORYLIMIT')))
  return {
    MEMORY: memory ?? pages(pairs.get('PRIVVMPAGES')) ?? pages(pairs.get('PHYSPAGES')),
    MAC: macs([...(pairs.get('NETIF') ?? '').matchAll(/(?:^|[,;])mac=([0-9a-f:]{17})/gi)].map((match) => match[1])),
  }
}

/** `ip -0 a` in a container: `link/ether MAC`. */
export const parseEther = (text: string): string | undefined =>
  macs([...text.matchAll(/^[ \t]+link\/ether ([0-9a-f:]{17})\s/gim)].map((match) => match[1]))

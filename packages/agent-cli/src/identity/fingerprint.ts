import { createHash } from 'node:crypto'
import type { Host } from '@fusioninventory/core-probes/open'
import { isPlaceholder } from '@fusioninventory/protocol'

/** What tells one machine from another, each as a digest: the state shall not tell strangers of the machine. */
export interface Fingerprint {
  /** UUID of the board or virtual machine; only root can read it on Linux. */
  readonly uuid?: string
  /** Of the installed system; cloned with it unless somebody takes care. */
  readonly system?: string
  /** Of the first network interface that is one. */
  readonly mac?: string
}

const digest = (text: string): string => createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 16)

/** Addresses that some software made up, which differ from start to start (IEEE 802, the local bit). */
const isLocal = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) === 2

/** Reads what this machine tells of itself. */
export async function fingerprintOf(host: Pick<Host, 'files' | 'facts'>): Promise<Fingerprint> {
  const read = async (path: string): Promise<string | undefined> => {
    const reading = await host.files.text(path)
    const text = reading.state === 'ok' ? reading.value.trim() : ''
    return text === '' || isPlaceholder(text) ? undefined : digest(text)
  }
  const uuid = await read('/sys/class/dmi/id/product_uuid')
  const system = (await read('/etc/machine-id')) ?? (await read('/var/lib/dbus/machine-id'))
  const mac = await firstMac(host)
  return {
    ...(uuid !== undefined && { uuid }),
    ...(system !== undefined && { system }),
    ...(mac !== undefined && { mac: digest(mac) }),
  }
}

async function firstMac({ facts }: Pick<Host, 'facts'>): Promise<string | undefined> {
  const reading = await facts.interfaces()
  if (reading.state !== 'ok') return undefined
  const macs = Object.entries(reading.value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, addresses]) => addresses.filter(({ internal }) => !internal).map(({ mac }) => mac))
  return macs.find((mac) => !isLocal(mac) && mac !== '00:00:00:00:00:00')
}

/**
 * Whether state that was made on `before` is now on another machine. Another board says so; where the boards are not
 * known, another network card together with another system (a card alone may have been replaced).
 */
export function isOtherMachine(before: Fingerprint, now: Fingerprint): boolean {
  const differs = (name: keyof Fingerprint): boolean | undefined =>
    before[name] === undefined || now[name] === undefined ? undefined : before[name] !== now[name]
  return differs('uuid') ?? (differs('mac') === true && differs('system') === true)
}

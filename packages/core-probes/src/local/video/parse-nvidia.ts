import { shortSlot } from '../pci/device.ts'
import type { Card } from './card.ts'

const megabytes = (text = ''): number | undefined => Number(/^\s{0,4}(\d{1,9})\b/.exec(text)?.[1]) || undefined

/**
 * `nvidia-smi --query-gpu=pci.bus_id,name,memory.total --format=csv`: a heading, then a line a card:
 * `00000000:09:00.0, NVIDIA GeForce RTX 2060 SUPER, 8192 MiB`.
 */
export function parseNvidiaSmi(text: string): Card[] {
  return text.split('\n', 1000).flatMap((line) => {
    const columns = line.split(',')
    const slot = slotIn(columns[0])
    if (!slot || columns.length < 3) return []
    return [{ slot, name: columns.slice(1, -1).join(',').trim() || undefined, memory: megabytes(columns.at(-1)) }]
  })
}

/** An address with a domain of eight digits, as NVIDIA writes it. */
const slotIn = (text = ''): string | undefined => {
  const [, domain = '', rest] = /^\s?([\da-f]{4,8}):([\da-f]{2}:[\da-f]{2}\.[0-7])/i.exec(text) ?? []
  return rest && shortSlot(`${domain.slice(-8).replace(/^0{0,4}(?=[\da-f]{4})/i, '')}:${rest}`.toLowerCase())
}

/** The numbers of `nvidia-settings -t -c all -q gpus`: lines such as `[0] [gpu:0] (NVIDIA GeForce RTX 2060 SUPER)`. */
export function parseGpuList(text: string): { readonly number: number; readonly name: string }[] {
  return [...text.matchAll(/^[ \t]{0,20}\[\d{1,3}\][^\n[]{0,200}\[gpu:(\d{1,3})\] \(([^)\n]{0,200})\)/gm)].map(
    ([, number, name = '']) => ({ number: Number(number), name }),
  )
}

/**
 * Cards of `nvidia-settings -t -c :N -q all` by their numbers: attributes of the screen, then, below headings with
 * `[gpu:N]`, of each card. Numbers are decimal, those of PCI too.
 */
export function parseNvidiaSettings(text: string): ReadonlyMap<number, Card> {
  const cards = new Map<number, Card>()
  let screen: string | undefined
  let target: number | 'screen' | undefined
  let values = new Map<string, string>()
  const close = (): void => {
    if (typeof target === 'number') cards.set(target, cardOf(values))
    const [, width, height] = /\bwidth=(\d{1,5}), height=(\d{1,5})/.exec(values.get('ScreenPosition') ?? '') ?? []
    if (target === 'screen' && width) screen ??= `${width}x${height}`
    values = new Map()
  }
  for (const line of text.split('\n')) {
    if (line.startsWith('Attributes queryable via ')) {
      close()
      const [, kind, number] = /\[([a-z]{1,20})[:-](\d{1,4})\]:/.exec(line.slice(-40)) ?? []
      target = kind === undefined ? 'screen' : kind === 'gpu' ? Number(number) : undefined
    } else {
      const colon = line.indexOf(':')
      if (colon > 0) values.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
    }
  }
  close()
  const [only] = cards.keys()
  if (cards.size === 1 && only !== undefined) cards.set(only, { ...cards.get(only), resolution: screen })
  return cards
}

const hex = (text = '', count: number): string | undefined =>
  /^\d{1,6}$/.test(text) ? Number(text).toString(16).padStart(count, '0') : undefined

function cardOf(values: ReadonlyMap<string, string>): Card {
  const [domain = '0000', bus, device] = ['Domain', 'Bus', 'Device'].map((name) =>
    hex(values.get(`PCI${name}`), name === 'Domain' ? 4 : 2),
  )
  const [vendor, product] = (values.get('PCIID') ?? '').split(',').map((id) => hex(id.trim(), 4))
  return {
    slot: bus && device && shortSlot(`${domain}:${bus}:${device}.${values.get('PCIFunc') ?? '0'}`),
    id: vendor && product && `${vendor}:${product}`,
    memory: megabytes(values.get('TotalDedicatedGPUMemory')) ?? kilobytes(values.get('VideoRam')),
  }
}

const kilobytes = (text = ''): number | undefined => Math.floor(Number(text) / 1024) || undefined

/** The `Model:` line of /proc/driver/nvidia/gpus/ADDRESS/information. */
export const parseNvidiaModel = (text: string): string | undefined =>
  /^Model:[ \t]{1,20}([^\n]{1,200})$/m.exec(text)?.[1]?.trim()

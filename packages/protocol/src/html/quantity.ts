import type { Unit } from '../model/kinds.ts'

interface Scale {
  readonly step: number
  /** From the unit itself upwards. */
  readonly names: readonly string[]
}

const scales: Readonly<Partial<Record<Unit, Scale>>> = {
  bytes: { step: 1000, names: ['B', 'kB', 'MB', 'GB', 'TB'] },
  KB: { step: 1000, names: ['kB', 'MB', 'GB', 'TB'] },
  KiB: { step: 1024, names: ['KiB', 'MiB', 'GiB', 'TiB'] },
  MB: { step: 1000, names: ['MB', 'GB', 'TB', 'PB'] },
  MiB: { step: 1024, names: ['MiB', 'GiB', 'TiB', 'PiB'] },
  MHz: { step: 1000, names: ['MHz', 'GHz'] },
  'b/s': { step: 1000, names: ['b/s', 'kb/s', 'Mb/s', 'Gb/s', 'Tb/s'] },
  'Mb/s': { step: 1000, names: ['Mb/s', 'Gb/s', 'Tb/s'] },
  mV: { step: 1000, names: ['mV', 'V'] },
  mWh: { step: 1000, names: ['mWh', 'Wh', 'kWh'] },
}

/** A number as people read it, three figures of it: 16384 MiB is `16 GiB`. What is no number stays as it is. */
export function quantity(value: string, unit: Unit): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) return value
  const { step, names } = scales[unit] ?? { step: Number.POSITIVE_INFINITY, names: [unit] }
  let power = 0
  while (power < names.length - 1 && number >= step ** (power + 1)) power++
  const scaled = number / step ** power
  const digits = scaled >= 100 || Number.isInteger(scaled) ? 0 : scaled >= 10 ? 1 : 2
  return `${Number(scaled.toFixed(digits))} ${names[power] ?? unit}`
}

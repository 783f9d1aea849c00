/**
 * Quantities as tools print them, brought to the unit of the model. All are total: undefined where the text says nothing.
 * Numbers are not truncated unless said; admission keeps the whole part where a field is an integer.
 */

const powers: Readonly<Record<string, number>> = { bytes: -2, kb: -1, mb: 0, gb: 1, tb: 2, pb: 3, eb: 4 }
const binary: Readonly<Record<string, string>> = { kib: 'kb', mib: 'mb', gib: 'gb', tib: 'tb', pib: 'pb', eib: 'eb' }

/** Longer texts hold no quantity. */
const longest = 100

/** A number and what follows it; thousands separators (`,` or blank before groups of three) go, else `,` is a decimal comma. */
function quantity(text: string): { readonly number: number; readonly unit: string } | undefined {
  const parts = text.length > longest ? null : /^([0-9][0-9., ]*)(.*)$/.exec(text.trim())
  if (!parts) return undefined
  const digits = (parts[1] ?? '').trim()
  const plain = /^\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(digits) ? digits.replace(/[, ]/g, '') : digits.replace(',', '.')
  return /^\d+(\.\d*)?$/.test(plain) ? { number: Number(plain), unit: (parts[2] ?? '').trim() } : undefined
}

/** Multiplication without the dust of binary fractions: 4.35 x 1000 is 4350. */
const times = (number: number, factor: number): number => Number((number * factor).toPrecision(15))

/**
 * Size to MB: digits alone are MB already; units `bytes`, `kB`..`EB` count by `base` (1024 for memory), `KiB`..`EiB` by 1024.
 * Sizes given in bytes and kB are truncated.
 */
export function toMegabytes(text: string | undefined, base: 1000 | 1024 = 1000): number | undefined {
  const size = quantity(text ?? '')
  if (!size) return undefined
  if (size.unit === '') return /^\d+$/.test((text ?? '').trim()) ? size.number : undefined
  const unit = size.unit.toLowerCase()
  const iec = binary[unit]
  const power = powers[iec ?? unit]
  if (power === undefined) return undefined
  const value = times(size.number, (iec === undefined ? base : 1024) ** power)
  return power < 0 ? Math.trunc(value) : value
}

/** Clock to MHz: `2.4 GHz`, `3200 MT/s`, a bare number, or the module name `PC3200U`. */
export function toMegahertz(text: string | undefined): number | undefined {
  const speed = quantity(text ?? '')
  if (!speed) return text === 'PC3200U' ? 400 : undefined
  switch (speed.unit.toLowerCase()) {
    case '':
    case 'mhz':
    case 'mt/s':
      return speed.number
    case 'ghz':
      return times(speed.number, 1000)
    default:
      return undefined
  }
}

/** Speed of a link to Mb/s: `10 Gb/s`, `100Mb/s`, `16 Gbit`; kilobits are truncated. */
export function toMegabits(text: string | undefined): number | undefined {
  const speed = quantity(text ?? '')
  switch (speed?.unit.slice(0, 2).toLowerCase()) {
    case 'gb':
      return times(speed?.number ?? 0, 1000)
    case 'mb':
      return speed?.number
    case 'kb':
      return Math.trunc((speed?.number ?? 0) / 1000)
    default:
      return undefined
  }
}

/** Power to W: `1.2 kW`, `750 W`, `500 mW`; without a unit it is W. */
export function toWatts(text: string | undefined): number | undefined {
  const power = quantity(text ?? '')
  switch (power?.unit) {
    case '':
    case 'W':
      return power.number
    case 'kW':
      return times(power.number, 1000)
    case 'mW':
      return times(power.number, 0.001)
    default:
      return undefined
  }
}

/** Voltage to mV: `11.1 V` (truncated), `11100 mV`. */
export function toMillivolts(text: string | undefined): number | undefined {
  const voltage = quantity(text ?? '')
  if (voltage?.unit === 'V') return Math.trunc(times(voltage.number, 1000))
  return voltage?.unit === 'mV' ? voltage.number : undefined
}

/** Energy to mWh: `50 Wh`, `50000 mWh`, and `4400 mAh`, `4.4 Ah` where the voltage in mV is known. */
export function toMilliwattHours(text: string | undefined, millivolts?: number): number | undefined {
  const capacity = quantity(text ?? '')
  if (!capacity) return undefined
  switch (capacity.unit) {
    case 'mWh':
      return capacity.number
    case 'Wh':
      return times(capacity.number, 1000)
    case 'mAh':
      return millivolts === undefined ? undefined : times(capacity.number, millivolts / 1000)
    case 'Ah':
      return millivolts === undefined ? undefined : times(capacity.number, millivolts)
    default:
      return undefined
  }
}

/**
 * Serial of a battery: hex digits (with a letter, or a leading 0) are printed as a decimal number, so that the sources
 * that read a smart battery's 16-bit register agree; anything else is only trimmed. Unknown is `0`.
 */
export function batterySerial(text: string | undefined): string {
  const serial = (text ?? '').trim()
  if (/^0*$/.test(serial)) return '0'
  if (serial.length > longest || !/^[0-9a-f]+$/i.test(serial)) return serial
  return BigInt(/^0|[a-f]/i.test(serial) ? `0x${serial}` : serial).toString()
}

/** UUID of a guest that has none: SHA-1 in lower-case hex over machine id and name. The hash function is the caller's. */
export const virtualUuid = (machineId: string, name: string, sha1: (text: string) => string): string =>
  sha1(machineId + name)

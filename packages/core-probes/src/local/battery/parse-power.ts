import { batterySerial, manufacturer, placeholderFree, toMillivolts, toMilliwattHours } from '@fusioninventory/protocol'
import type { Battery } from './batteries.ts'

/** `label: value` lines; the first of a label holds. */
function labelled(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n', 1000)) {
    const at = line.indexOf(':')
    const label = line.slice(0, Math.max(at, 0)).trim()
    const value = line.slice(at + 1).trim()
    if (label !== '' && value !== '' && !values.has(label)) values.set(label, value)
  }
  return values
}

/** These programs write no thousands separators: a comma is the decimal one of the user's language. */
const dotted = (text: string | undefined): string | undefined => text?.replace(',', '.')

/** Object paths of batteries that `upower --enumerate` lists. */
export const parseUpowerList = (text: string): readonly string[] =>
  text
    .split('\n', 1000)
    .map((line) => line.trim())
    .filter((line) => /^battery_\S+$/.test(line.slice(line.lastIndexOf('/') + 1)))

/** What `upower -i` tells of a battery. */
export interface UpowerBattery {
  readonly fields: Battery
  /** It feeds the machine; a mouse or headset has its own. */
  readonly system: boolean
}

/**
 * `upower -i`. Its `voltage` is that of now, not of the design: good to turn a charge into energy, and no more.
 */
export function parseUpower(text: string): UpowerBattery | undefined {
  const values = labelled(text)
  if (!values.has('native-path') && !values.has('technology') && !values.has('serial')) return undefined
  const maker = placeholderFree(values.get('vendor') ?? values.get('manufacturer'))
  const now = toMillivolts(dotted(values.get('voltage')))
  const energy = (label: string): number | undefined => whole(toMilliwattHours(dotted(values.get(label)), now))
  return {
    system: values.get('power supply') !== 'no' && values.get('present') !== 'no',
    fields: {
      NAME: placeholderFree(values.get('model')),
      MANUFACTURER: maker && manufacturer(maker),
      SERIAL: batterySerial(values.get('serial')),
      CHEMISTRY: placeholderFree(values.get('technology')),
      CAPACITY: energy('energy-full-design'),
      REAL_CAPACITY: energy('energy-full'),
    },
  }
}

/** `acpiconf -i` of FreeBSD; undefined where that slot has no battery. */
export function parseAcpiconf(text: string): Battery | undefined {
  const values = labelled(text)
  if (!values.has('Design capacity') || values.get('State') === 'not present') return undefined
  const voltage = toMillivolts(dotted(values.get('Design voltage')))
  const energy = (label: string): number | undefined => whole(toMilliwattHours(dotted(values.get(label)), voltage))
  return {
    NAME: placeholderFree(values.get('Model number')),
    SERIAL: batterySerial(values.get('Serial number')),
    CHEMISTRY: placeholderFree(values.get('Type')),
    CAPACITY: energy('Design capacity'),
    REAL_CAPACITY: energy('Last full capacity'),
    VOLTAGE: voltage,
  }
}

const whole = (number: number | undefined): number | undefined => (number ? Math.trunc(number) : undefined)

import { batterySerial, manufacturer, placeholderFree } from '@fusioninventory/protocol'
import { traced } from '../probe.ts'
import { type Smbios, structuresOf } from '../smbios/index.ts'

/** An entry of BATTERIES: capacities in mWh, voltage in mV, date DD/MM/YYYY. */
export interface Battery {
  readonly NAME?: string | undefined
  readonly MANUFACTURER?: string | undefined
  readonly SERIAL: string
  readonly CHEMISTRY?: string | undefined
  readonly DATE?: string | undefined
  readonly CAPACITY?: number | undefined
  readonly REAL_CAPACITY?: number | undefined
  readonly VOLTAGE?: number | undefined
}

/** Batteries of SMBIOS type 22; one without name, maker, serial number or chemistry is an empty bay. */
export const firmwareBatteries = (table: Smbios): readonly Battery[] =>
  structuresOf(table, 22).flatMap((found) =>
    found.name && found.manufacturer && found.serial && found.chemistry
      ? [
          {
            NAME: found.name,
            MANUFACTURER: manufacturer(found.manufacturer),
            SERIAL: batterySerial(found.serial),
            CHEMISTRY: found.chemistry,
            DATE: dayOf(found.date),
            CAPACITY: found.capacity,
            VOLTAGE: found.voltage,
          },
        ]
      : [],
  )

/** `m/d/Y`, `m/d/y`, `Y/m/d` or `Y-m-d` to DD/MM/YYYY; undefined where that is no day. */
export function dayOf(text: string | undefined): string | undefined {
  const parts = /^(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})$/.exec(text?.trim() ?? '')?.slice(1) ?? []
  const [year = '', month = '', day = ''] = parts[0]?.length === 4 ? parts : [parts[2], parts[0], parts[1]]
  const full = year.length === 2 ? `${Number(year) > 90 ? 19 : 20}${year}` : year
  const legal = full.length === 4 && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
  return legal ? `${day.padStart(2, '0')}/${month.padStart(2, '0')}/${full}` : undefined
}

/** Attributes of a power supply that matter (kernel: Documentation/ABI/testing/sysfs-class-power), in micro units. */
export const attributes = [
  'type',
  'scope',
  'present',
  'manufacturer',
  'model_name',
  'serial_number',
  'technology',
  'voltage_min_design',
  'energy_full_design',
  'energy_full',
  'charge_full_design',
  'charge_full',
] as const
export type Attributes = Readonly<Partial<Record<(typeof attributes)[number], string | undefined>>>

/** A battery that feeds the machine, not that of a mouse or headset, and is in its bay. */
export function systemBattery(found: Attributes): Battery | undefined {
  if (found.type !== 'Battery' || found.scope === 'Device' || found.present === '0') return undefined
  const maker = placeholderFree(found.manufacturer)
  const voltage = milli(found.voltage_min_design)
  const energy = (direct: string | undefined, charge: string | undefined): number | undefined => {
    const hours = milli(charge)
    return milli(direct) ?? (hours && voltage && Math.round((hours * voltage) / 1000))
  }
  return {
    NAME: placeholderFree(found.model_name),
    MANUFACTURER: maker && manufacturer(maker),
    SERIAL: batterySerial(found.serial_number),
    CHEMISTRY: placeholderFree(found.technology),
    CAPACITY: energy(found.energy_full_design, found.charge_full_design),
    REAL_CAPACITY: energy(found.energy_full, found.charge_full),
    VOLTAGE: voltage,
  }
}

/** Thousandths of whole millionths; zero is unknown. */
const milli = (text: string | undefined): number | undefined =>
  /^\d{1,15}$/.test(text ?? '') ? Math.trunc(Number(text) / 1000) || undefined : undefined

/** Where a list of batteries is from. */
export interface Found {
  readonly from: string
  readonly batteries: readonly Battery[]
}

/**
 * One list of both: what the system measures goes over what the firmware wrote down. The same battery has the same
 * serial number, and the same maker unless only one on each side has that number.
 */
export function merged(firmware: Found, system: readonly (Battery & { readonly from: string })[]): readonly Battery[] {
  const rest = new Set(firmware.batteries)
  const lone = (list: readonly Battery[], serial: string): boolean =>
    list.filter(({ SERIAL }) => SERIAL === serial).length === 1
  const running = system.map(({ from, ...battery }) => {
    const unique = lone(firmware.batteries, battery.SERIAL) && lone(system, battery.SERIAL)
    const twin = [...rest].find(
      ({ SERIAL, MANUFACTURER }) => SERIAL === battery.SERIAL && (unique || MANUFACTURER === battery.MANUFACTURER),
    )
    if (twin) rest.delete(twin)
    return traced<Battery>([from, battery], [firmware.from, twin ?? { SERIAL: battery.SERIAL }])
  })
  return [...[...rest].map((battery) => traced<Battery>([firmware.from, battery])), ...running]
}

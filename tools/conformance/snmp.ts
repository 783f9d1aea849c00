/**
 * Holds discovery and inventory of network devices against recordings with expected answers:
 * `npm run conformance -- --snmp DIR [--verbose] [NAME...]`. Other arguments are parts of device names.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from './src/snmp/judge.ts'
import { devicesOf } from './src/snmp/recordings.ts'
import { summarize } from './src/snmp/report.ts'
import { rules } from './src/snmp/rules.ts'

/** What is asked for: shares of the fields, and of the devices whose most important fields are all right. */
const least = { fields: 0.98, devices: 0.95 }

/** False when something is not as it must be. */
export async function snmpConformance(dir: string, names: readonly string[], verbose: boolean): Promise<boolean> {
  if (!existsSync(join(dir, 'devices'))) {
    console.log(`${dir}: no recordings there`)
    return false
  }
  const whole = names.length === 0
  const compared = []
  for (const device of devicesOf(dir, (name) => whole || names.some((part) => name.includes(part))))
    compared.push(...(await compare(device, rules)))
  const { lines, fields, devices } = summarize(compared, verbose || !whole)
  for (const line of lines) console.log(line)
  return !whole || (fields >= least.fields && devices >= least.devices)
}

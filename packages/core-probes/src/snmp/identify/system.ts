import { duration, string, trimmed } from '../clean.ts'
import type { Answers } from '../devices/answers.ts'
import { shown } from '../devices/source.ts'
import { oidOf } from '../oid.ts'
import type { SnmpValue } from '../port.ts'
import type { Kind } from './choose.ts'
import { PORT_MONITOR_NAME, system } from './generic.ts'

/** What the modules are chosen by. */
export function kindOf(answers: Answers): Kind {
  const objectId = answers.value(system.objectId)
  const description = string(answers.value(system.description))
  // Some agents send it as text.
  const object = objectId?.type === 'oid' ? objectId.value : oidOf(string(objectId)?.trim() ?? '')
  return {
    ...(object === undefined ? {} : { objectId: object }),
    ...(description === undefined ? {} : { description }),
  }
}

/** Name, place and uptime; texts that net-snmp has until somebody configures it are none. */
export function systemOf(answers: Answers) {
  const uptime = answers.value(system.uptime)
  const own = answers.value(system.name)
  return {
    uptime: uptime?.type === 'ticks' ? duration(uptime.value) : undefined,
    contact: configured(trimmed(answers.value(system.contact))),
    location: configured(trimmed(answers.value(system.location))),
    name: configured(trimmed(own === undefined ? answers.value(PORT_MONITOR_NAME) : own)),
  }
}

const configured = (text: string | undefined): string | undefined =>
  text !== undefined && /\b(?:edit|configure) \/etc\/(?:\S*\/)?snmp\S*\.conf\b/i.test(shown(text)) ? undefined : text

/** The group as it was read. */
export function groupOf(answers: Answers): ReadonlyMap<string, SnmpValue> {
  const values = new Map<string, SnmpValue>()
  for (const oid of Object.values(system)) {
    const value = answers.value(oid)
    if (value !== undefined) values.set(oid, value)
  }
  return values
}

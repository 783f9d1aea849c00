import { createHash } from 'node:crypto'
import {
  checksum,
  parseCategories,
  type SectionDigests,
  withoutCategories,
  writeInventory,
} from '@fusioninventory/protocol'
import type { TargetState } from '../../store/target-state.ts'
import type { ServerContext } from '../context.ts'
import type { Outcome } from '../run-task.ts'
import { nativeText } from './local.ts'
import { withChecksum } from './make.ts'
import { postponed } from './postpone.ts'

/** What a server knows of this machine, once it has taken an inventory. */
export type Taken = Pick<TargetState, 'digests' | 'native'>

const md5 = (text: string): string => createHash('md5').update(text).digest('base64')

/** An inventory for a server that wants one. `saved` gets what the server knows from now on, once it has taken it. */
export async function inventoryForServer(context: ServerContext, saved: (known: Taken) => void): Promise<Outcome> {
  const { agenda, settings, log, target, identity, inventories, outbox, state } = context
  if (!agenda.inventory && !settings.force) {
    log.info('Inventory task execution not requested')
    return 'done'
  }
  if (!agenda.inventory) log.info('Inventory task execution not requested, but execution forced')
  const task = agenda.tasks.get('inventory')
  const native = agenda.dialect === 'glpi' && (task?.server ?? 'glpi') === 'glpi'
  const partial = settings.partial.length > 0
  if (partial && !native) {
    log.error(`${target.url.href} does not take partial inventories: it does not speak GLPI's own protocol`)
    return 'failed'
  }
  log.info(`New inventory from ${identity.deviceid} for ${target.id}${settings.tag ? ` (tag=${settings.tag})` : ''}`)
  const { inventory } = await inventories.get()
  // What the administrator left out stays out; the server may leave out more.
  const { disabled } = parseCategories(task?.noCategory ?? [])
  const content = disabled.size > 0 ? withoutCategories(inventory.content, disabled) : inventory.content
  const { checksum: mask, digests } = checksum(content, state.digests, md5)
  for (const section of changed(state.digests, digests))
    log.debug(`Section ${section} has changed since last inventory`)
  const document = withChecksum({ ...inventory, content }, mask)
  const what = `the inventory for ${target.url.href}`
  if (!native) {
    const sent = await outbox.send(writeInventory(document), { format: 'xml', what })
    if (sent === 'sent') saved({ digests })
    return sent === 'sent' ? 'done' : 'failed'
  }
  const postpone = partial || settings.full ? 0 : settings['full-inventory-postpone']
  const before = { sections: state.native?.sections, count: state.native?.count ?? 0 }
  const part = postponed(document, before, { postpone, required: settings['required-category'] }, md5)
  if (part.partial) log.info(`Full inventory postponed: ${part.count}/${postpone}`)
  const text = await nativeText(part.inventory, partial || part.partial, log)
  const sent = await outbox.send(text, { format: 'json', what })
  if (sent === 'sent' && !partial) saved({ digests, native: { sections: part.sections, count: part.count } })
  return sent === 'sent' ? 'done' : 'failed'
}

const changed = (before: SectionDigests | undefined, now: SectionDigests): readonly string[] =>
  before === undefined ? [] : Object.keys(now).filter((section) => now[section] !== before[section])

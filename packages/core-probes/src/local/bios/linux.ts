import { placeholderFree } from '@fusioninventory/protocol'
import type { Host } from '../../host/port.ts'
import { identity } from '../identity/index.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { entryPointPath, idPath, smbios, tablePath } from '../smbios/index.ts'
import { boards } from './board.ts'
import { firmwareOf } from './firmware.ts'

const secureBootPath = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c'

/** Firmware, board and chassis; the serial number is that of identity, so that all who need it agree. */
export const linuxBios = defineProbe({
  name: 'linux/bios',
  category: 'bios',
  platforms: ['linux'],
  reads: [
    { file: tablePath, root: true },
    { file: entryPointPath, root: true },
    { command: ['dmidecode'], root: true },
    { dir: idPath },
    { dir: '/proc/device-tree' },
    { file: '/proc/cpuinfo' },
    { file: '/proc/sysinfo' },
    { file: secureBootPath },
  ],
  yields: ['BIOS'],
  async run(host, ctx) {
    const [table, others, who, secureBoot] = await Promise.all([
      smbios(host),
      boards(host),
      identity(host),
      secureBootOf(host),
    ])
    for (const note of who.notes) ctx.debug(note)
    const { ENCLOSURESERIAL, ...firmware } = firmwareOf(table)
    const patches: Patch[] = []
    if (who.serial) patches.push({ from: who.serial.from, content: { BIOS: { SSN: who.serial.value } } })
    const enclosure = who.system.container ? undefined : ENCLOSURESERIAL
    patches.push({ from: table.from, content: { BIOS: { ...firmware, ENCLOSURESERIAL: enclosure } } })
    if (table.structures.length === 0)
      for (const { from, board } of others)
        patches.push({
          from,
          content: {
            BIOS: {
              SMANUFACTURER: board.manufacturer,
              SMODEL: board.model,
              MMODEL: board.boardModel,
              MSN: placeholderFree(board.boardSerial),
              BVERSION: board.firmware,
            },
          },
        })
    if (who.system.system === 'Xen')
      patches.push({ from: who.system.from, content: { BIOS: { SMANUFACTURER: 'Xen', SMODEL: 'PVM domU' } } })
    if (secureBoot) patches.push(secureBoot)
    return patches
  },
})

/** The EFI variable: four bytes of attributes, then the value. */
async function secureBootOf(host: Host): Promise<Patch | undefined> {
  const patch = (from: string, SECURE_BOOT: string): Patch => ({ from, content: { BIOS: { SECURE_BOOT } } })
  const variable = await host.files.bytes(secureBootPath, { limit: 16 })
  if (variable.state === 'ok' && variable.value.length > 4)
    return patch(secureBootPath, variable.value[4] === 1 ? 'enabled' : 'disabled')
  const [efi, firmware] = await Promise.all([host.files.stat('/sys/firmware/efi'), host.files.stat('/sys/firmware')])
  return efi.state === 'absent' && firmware.state === 'ok' ? patch('/sys/firmware', 'unsupported') : undefined
}

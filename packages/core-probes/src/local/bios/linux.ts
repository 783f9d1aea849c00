import { placeholderFree } from '@fusioninventory/protocol'
import type { Host } from '../../host/port.ts'
import { identity, identityReads } from '../identity/index.ts'
import { defineProbe } from '../probe.ts'
import { single } from '../single.ts'
import { smbios } from '../smbios/index.ts'
import { boards } from './board.ts'
import { firmwareOf } from './firmware.ts'
import type { Board } from './parse-boards.ts'

const secureBootPath = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c'

/** Firmware, board and chassis; the serial number is that of identity, so that all who need it agree. */
export const linuxBios = defineProbe({
  name: 'linux/bios',
  category: 'bios',
  platforms: ['linux'],
  reads: [{ file: secureBootPath }, { dir: '/sys/firmware/efi' }, ...identityReads],
  yields: ['BIOS'],
  async run(host, ctx) {
    const [table, who] = await Promise.all([smbios(host), identity(host)])
    const secureBoot = who.system.container ? undefined : await secureBootOf(host)
    for (const note of who.notes) ctx.debug(note)
    const others = table.structures.length > 0 ? [] : await boards(host)
    const firmware = firmwareOf(table)
    return [
      ...single(who.serial?.from ?? '', 'BIOS', { SSN: who.serial?.value }),
      ...single(table.from, 'BIOS', who.system.container ? { ...firmware, ENCLOSURESERIAL: undefined } : firmware),
      ...others.flatMap(({ from, board }) => single(from, 'BIOS', fieldsOf(board))),
      ...(who.system.system === 'Xen'
        ? single(who.system.from, 'BIOS', { SMANUFACTURER: 'Xen', SMODEL: 'PVM domU' })
        : []),
      ...single(secureBoot?.from ?? '', 'BIOS', { SECURE_BOOT: secureBoot?.state }),
    ]
  },
})

const fieldsOf = (board: Board) => ({
  SMANUFACTURER: board.manufacturer,
  SMODEL: board.model,
  MMODEL: board.boardModel,
  MSN: placeholderFree(board.boardSerial),
  BVERSION: board.firmware,
})

/** The EFI variable: four bytes of attributes, then the value. A firmware without EFI cannot. */
async function secureBootOf(host: Host): Promise<{ readonly from: string; readonly state: string } | undefined> {
  const variable = await host.files.bytes(secureBootPath, { limit: 16 })
  if (variable.state === 'ok' && variable.value.length > 4)
    return { from: secureBootPath, state: variable.value[4] === 1 ? 'enabled' : 'disabled' }
  const [efi, firmware] = await Promise.all([host.files.stat('/sys/firmware/efi'), host.files.stat('/sys/firmware')])
  return efi.state === 'absent' && firmware.state === 'ok' ? { from: '/sys/firmware', state: 'unsupported' } : undefined
}

import { textTable, UsageError } from '@fusioninventory/cli-kit'
import type { Inventory } from '@fusioninventory/protocol'
import { describe, expect, it } from 'vitest'
import { explain, explainIdentity, type OriginOf, sectionAsked } from './explain.ts'

const inventory: Inventory = {
  deviceid: 'lab1-2026-11-22-18-00-00',
  content: {
    CPUS: [{ NAME: 'Acme 1', SPEED: 2000 }, { NAME: 'Acme 2' }],
    HARDWARE: { NAME: 'lab1', UUID: '4c4c4544-0042' },
    NETWORKS: [{ MACADDR: '02:00:00:00:00:01' }, { MACADDR: '02:00:00:00:00:01' }, { MACADDR: '02:00:00:00:00:02' }],
    OPERATINGSYSTEM: { TIMEZONE: { NAME: 'Europe/Paris', OFFSET: '+0100' } },
    VERSIONCLIENT: 'FusionInventory-Inventory_v3.0.0',
  },
}
const origin: OriginOf = (section, index, field) =>
  field === 'SPEED' ? undefined : { probe: `linux/${section.toLowerCase()}`, from: `/proc/${index}/${field}` }

describe('explain', () => {
  it('has a row for each field, nested ones and texts too', () => {
    expect(explain(inventory, origin, '')).toBe(
      `SECTION          FIELD            VALUE                             PROBE                  SOURCE
CPUS[0]          NAME             Acme 1                            linux/cpus             /proc/0/NAME
CPUS[0]          SPEED            2000                              -                      -
CPUS[1]          NAME             Acme 2                            linux/cpus             /proc/1/NAME
HARDWARE         NAME             lab1                              linux/hardware         /proc/0/NAME
HARDWARE         UUID             4c4c4544-0042                     linux/hardware         /proc/0/UUID
NETWORKS[0]      MACADDR          02:00:00:00:00:01                 linux/networks         /proc/0/MACADDR
NETWORKS[1]      MACADDR          02:00:00:00:00:01                 linux/networks         /proc/1/MACADDR
NETWORKS[2]      MACADDR          02:00:00:00:00:02                 linux/networks         /proc/2/MACADDR
OPERATINGSYSTEM  TIMEZONE/NAME    Europe/Paris                      linux/operatingsystem  /proc/0/TIMEZONE
OPERATINGSYSTEM  TIMEZONE/OFFSET  +0100                             linux/operatingsystem  /proc/0/TIMEZONE
VERSIONCLIENT                     FusionInventory-Inventory_v3.0.0  linux/versionclient    /proc/0/
`,
    )
  })

  it('shows one section', () => {
    expect(explain(inventory, origin, 'HARDWARE')).toBe(
      `SECTION   FIELD  VALUE          PROBE           SOURCE
HARDWARE  NAME   lab1           linux/hardware  /proc/0/NAME
HARDWARE  UUID   4c4c4544-0042  linux/hardware  /proc/0/UUID
`,
    )
  })

  it('shows what servers recognise the machine by', () => {
    const loopback = { MACADDR: '00:00:00:00:00:00' }
    const content = { ...inventory.content, NETWORKS: [...(inventory.content.NETWORKS ?? []), loopback] }
    expect(explainIdentity({ ...inventory, content }, origin, '--deviceid')).toBe(
      `IDENTITY          VALUE                     PROBE           SOURCE
deviceid          lab1-2026-11-22-18-00-00  inventory       --deviceid
uuid              4c4c4544-0042             linux/hardware  /proc/0/UUID
serial            (not known)               -               -
enclosure serial  (not known)               -               -
board serial      (not known)               -               -
mac               02:00:00:00:00:01         linux/networks  /proc/0/MACADDR
mac               02:00:00:00:00:02         linux/networks  /proc/2/MACADDR
hostname          lab1                      linux/hardware  /proc/0/NAME
domain            (not known)               -               -
`,
    )
  })

  it('knows sections in any case, and no others', () => {
    expect(sectionAsked('cpus')).toBe('CPUS')
    expect(sectionAsked('')).toBe('')
    expect(() => sectionAsked('cpu')).toThrow(UsageError)
    expect(() => sectionAsked('toString')).toThrow(UsageError)
  })
})

describe('textTable', () => {
  it('keeps cells in their line and columns in bounds', () => {
    const text = textTable([
      ['a\n\x1b[2J', 'x'.repeat(500), 'c'],
      ['b', '', ''],
    ])
    expect(text).toBe(`a\\n\\x1b[2J  ${'x'.repeat(57)}...  c\nb\n`)
  })
})

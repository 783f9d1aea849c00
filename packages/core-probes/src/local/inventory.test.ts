import { type Diagnostic, describe as say } from '@fusioninventory/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureHost, parseCapture } from '../host/index.ts'
import { type InventoryOptions, takeInventory } from './inventory.ts'

const machine = `fusioninventory-capture 1
platform: linux
machine: x86_64
hostname: lab1.example.org
now: 2026-11-22T17:00:00Z
timezone: Europe/Paris

-- file /proc/meminfo --
MemTotal:        2048000 kB
SwapTotal:       1024000 kB
-- file /etc/os-release --
NAME="Debian GNU/Linux"
PRETTY_NAME="Debian GNU/Linux 12"
-- file /proc/cpuinfo --
processor : 0
model name : Example CPU @ 2.40GHz
-- file /var/lib/dpkg/status --
Package: dpkg
Status: install ok installed
Version: 1.22

-- file /sys/class/power_supply/BAT0/type --
Battery
-- file /sys/class/power_supply/BAT0/model_name --
one
-- file /sys/class/power_supply/BAT1/type --
Battery
-- file /sys/class/power_supply/BAT1/model_name --
two
-- file /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- file /etc/group --
root:x:0:root
`

async function take(more: Partial<InventoryOptions> = {}) {
  const lines: string[] = []
  const taken = await takeInventory(captureHost(parseCapture(machine)), {
    without: new Set(),
    timeoutMs: 10_000,
    probe: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
    client: { program: 'Inventory', version: '3.0.0' },
    debug: () => undefined,
    hint: () => undefined,
    diagnostic: (diagnostic: Diagnostic) => lines.push(say(diagnostic)),
    ...more,
  })
  return { ...taken, content: taken.inventory.content, lines }
}
const adding = (content: Readonly<Record<string, unknown>>, customSections = false) =>
  take({ additional: { from: 'extra.xml', content }, customSections })

describe('takeInventory', () => {
  it('names the machine by host and local time', async () => {
    const { inventory } = await take({ tag: 'lab' })
    expect(inventory).toMatchObject({ deviceid: 'lab1.example.org-2026-11-22-18-00-00', tag: 'lab' })
  })

  it('says who made it, when, and what old servers want to know', async () => {
    const { content } = await take()
    expect(content.VERSIONCLIENT).toBe('FusionInventory-Inventory_v3.0.0')
    expect(content.VERSIONPROVIDER).toEqual({
      NAME: 'FusionInventory',
      VERSION: '3.0.0',
      PROGRAM: 'fusioninventory-inventory',
    })
    expect(content.ACCESSLOG).toEqual({ LOGDATE: '2026-11-22 18:00:00' })
    expect(content.HARDWARE).toMatchObject({ ETIME: 0, CHECKSUM: 131071, PROCESSORN: 1, PROCESSORS: 2400 })
  })

  it('takes the checksum of what changed from whoever keeps a state', async () => {
    const { content } = await take({ checksum: (all) => (all.SOFTWARES ? 65536 : 0) })
    expect(content.HARDWARE?.CHECKSUM).toBe(65536)
  })

  it('knows where every field comes from', async () => {
    const { content, origin } = await adding({ HARDWARE: { DESCRIPTION: 'desk' }, SOFTWARES: [{ NAME: 'extra' }] })
    for (const [section, found] of Object.entries(content))
      for (const [index, entry] of [found].flat().entries())
        for (const field of typeof entry === 'object' ? Object.keys(entry) : [''])
          expect(origin(section, index, field), `${section}[${index}]/${field}`).toBeDefined()
    expect(origin('HARDWARE', 0, 'DESCRIPTION')?.from).toBe('extra.xml')
    expect(origin('SOFTWARES', 1, 'NAME')).toEqual({ probe: 'inventory/additional', from: 'extra.xml' })
  })

  it('keeps two batteries apart that have no serial number', async () => {
    const { content } = await take()
    expect(content.BATTERIES?.map(({ NAME }) => NAME)).toEqual(['one', 'two'])
  })

  it('leaves out categories with their figures', async () => {
    const { content } = await take({ without: new Set(['software', 'memory', 'user', 'local_user']) })
    expect(content).not.toHaveProperty('SOFTWARES')
    expect(content).not.toHaveProperty('LOCAL_USERS')
    expect(content.HARDWARE).not.toHaveProperty('MEMORY')
    expect(content.HARDWARE).not.toHaveProperty('SWAP')
  })
})

describe('additional content', () => {
  it('overrides fields of single sections and appends entries', async () => {
    const { content, lines } = await adding({
      HARDWARE: { NAME: 'new', UUID: '' },
      BIOS: { ASSETTAG: 'A1' },
      SOFTWARES: [{ NAME: 'b', COLOUR: 'red' }, { NAME: 'c' }],
      PRINTERS: { NAME: 'p' },
      MINE: { A: '1' },
    })
    expect(content.HARDWARE).toMatchObject({ NAME: 'new', MEMORY: 2000 })
    expect(content.BIOS).toEqual({ ASSETTAG: 'A1' })
    expect(content.SOFTWARES?.map(({ NAME }) => NAME)).toEqual(['dpkg', 'b', 'c'])
    expect(content.PRINTERS).toEqual([{ NAME: 'p' }])
    expect(content).not.toHaveProperty('MINE')
    expect(lines).toEqual(['unknown field COLOUR for section SOFTWARES', 'MINE: unknown section, skipped'])
  })

  it('has sections of its own when allowed, one or many', async () => {
    const { content } = await adding({ MINE: { A: '1' }, OURS: [{ A: '1' }, { A: '2' }] }, true)
    expect(content).toMatchObject({ MINE: { A: '1' }, OURS: [{ A: '1' }, { A: '2' }] })
  })

  it('whatever it is, takes nothing away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('SOFTWARES', 'HARDWARE', 'X'), fc.jsonValue()), async (value) => {
        const { content } = await adding(value, true)
        expect(content.SOFTWARES?.[0]?.NAME).toBe('dpkg')
        expect(content.HARDWARE?.MEMORY).toBeDefined()
      }),
      { numRuns: 40 },
    )
  })
})

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Inventory, writeInventory } from '@fusioninventory/protocol'
import { jsonInventory } from '@fusioninventory/protocol/json'
import { schemaErrors, syntheticHosts } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { captureHost, parseCapture } from '../host/index.ts'
import { takeInventory } from './inventory.ts'

/**
 * Whole machines: each folder of testdata/hosts holds a capture and the document that it must give.
 * `UPDATE_GOLDEN=1` writes both anew; the difference in git is then to be read.
 */
const root = fileURLToPath(new URL('../../../../testdata/hosts/', import.meta.url))
const update = process.env.UPDATE_GOLDEN === '1'

if (update) {
  for (const [name, capture] of Object.entries(syntheticHosts)) {
    mkdirSync(`${root}${name}`, { recursive: true })
    writeFileSync(`${root}${name}/machine.capture`, capture())
  }
}

interface Result {
  readonly inventory: Inventory
  readonly document: string
  readonly broken: readonly string[]
}

/** The inventory and document of a capture, and the probes that did not end well. */
async function inventoryOf(capture: string): Promise<Result> {
  const { inventory, reports } = await takeInventory(captureHost(parseCapture(capture)), {
    without: new Set(),
    timeoutMs: 20_000,
    probe: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
    client: { program: 'Inventory', version: '0.0.0' },
    debug: () => {},
    hint: () => {},
    diagnostic: () => {},
  })
  const broken = reports.filter(({ status }) => status === 'failed' || status === 'timeout')
  return {
    inventory,
    document: writeInventory(inventory),
    broken: broken.map(({ probe, detail }) => `${probe}: ${detail}`),
  }
}

const machines = readdirSync(root)

describe.each(machines)('%s', (name) => {
  const capture = readFileSync(`${root}${name}/machine.capture`, 'utf8')

  it('gives its document, twice the same', async () => {
    const { document, broken } = await inventoryOf(capture)
    if (update) writeFileSync(`${root}${name}/expected.xml`, document)
    expect(broken).toEqual([])
    expect(document).toBe(readFileSync(`${root}${name}/expected.xml`, 'utf8'))
    expect((await inventoryOf(capture)).document).toBe(document)
  })

  it('is valid as JSON, and nothing of it is lost there but what JSON has no place for', async () => {
    const { inventory } = await inventoryOf(capture)
    const lost: string[] = []
    const document: unknown = JSON.parse(
      JSON.stringify(jsonInventory(inventory, ({ code, section, field }) => lost.push(`${code} ${section} ${field}`))),
    )
    expect(schemaErrors(document)).toEqual([])
    expect(lost).toEqual([])
  })

  it('says where it comes from', () => {
    expect(readFileSync(`${root}${name}/notes.md`, 'utf8')).toMatch(name in syntheticHosts ? /synthetic/ : /recorded/)
  })

  it.runIf(name in syntheticHosts)('is what its builder makes', () => {
    expect(capture).toBe(syntheticHosts[name]?.())
  })
})

it('keeps a folder for every synthetic machine', () => {
  expect(machines).toEqual(expect.arrayContaining(Object.keys(syntheticHosts)))
})

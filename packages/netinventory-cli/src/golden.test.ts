import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { memoryIo } from '@fusioninventory/cli-kit'
import { schemaErrors, syntheticDevices } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { main } from './main.ts'

/**
 * Whole devices: each folder of testdata/snmp holds a recording and the document that it must give.
 * `UPDATE_GOLDEN=1` writes both anew; the difference in git is then to be read.
 */
const root = fileURLToPath(new URL('../../../testdata/snmp/', import.meta.url))
const update = process.env.UPDATE_GOLDEN === '1'

if (update) {
  for (const [name, recording] of Object.entries(syntheticDevices)) {
    mkdirSync(`${root}${name}`, { recursive: true })
    writeFileSync(`${root}${name}/device.snmprec`, recording())
  }
}

/** Standard output of a run that must succeed; the version of the program is none of the device's. */
async function outputOf(...argv: readonly string[]): Promise<string> {
  const io = memoryIo({ argv })
  expect(await main(io), io.err()).toBe(0)
  return io.out().replace(/(?<=<MODULEVERSION>)[\d.]+(?=<)/, '0.0.0')
}

describe.each(readdirSync(root))('%s', (name) => {
  const file = `${root}${name}/device.snmprec`

  it('gives its document, twice the same', async () => {
    const document = await outputOf('--file', file)
    if (update) writeFileSync(`${root}${name}/expected.xml`, document)
    expect(document).toBe(readFileSync(`${root}${name}/expected.xml`, 'utf8'))
    expect(await outputOf('--file', file)).toBe(document)
  })

  it('is valid as JSON', async () => {
    expect(schemaErrors(JSON.parse(await outputOf('--file', file, '--format', 'json')))).toEqual([])
  })

  it('is of a known kind', async () => {
    expect(await outputOf('--file', file)).not.toContain('UNMANAGED')
  })

  it('says where it comes from', () => {
    expect(readFileSync(`${root}${name}/notes.md`, 'utf8')).toMatch(name in syntheticDevices ? /synthetic/ : /recorded/)
  })

  it.runIf(name in syntheticDevices)('is what its builder makes', () => {
    expect(readFileSync(file, 'utf8')).toBe(syntheticDevices[name]?.())
  })
})

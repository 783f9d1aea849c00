import { describe, expect, it } from 'vitest'
import { bareMain } from './bare.ts'
import { memoryIo } from './memory-io.ts'

const main = bareMain({
  name: 'fusioninventory-x',
  title: 'FusionInventory X task',
  version: '3.0.0',
  summary: 'Does X.',
  meanwhile: 'use something else',
})
const run = async (...argv: string[]) => {
  const io = memoryIo({ argv })
  return { code: await main(io), out: io.out(), err: io.err() }
}

describe('a tool that is not there yet', () => {
  it('has a version', async () => {
    const out = 'FusionInventory X task 3.0.0\nbased on FusionInventory Agent v3.0.0\n'
    expect(await run('--version')).toEqual({ code: 0, out, err: '' })
  })

  it('has a help that says so', async () => {
    const { code, out, err } = await run('-h')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage:\n {4}fusioninventory-x /)
    expect(out).toContain('Not available in this version: use something else.')
  })

  it.each([[[]], [['--server', 'http://localhost']], [['--no-such-option']], [['word']]])(
    'never pretends: %j',
    async (argv) => {
      const err = '[error] fusioninventory-x is not available in version 3.0.0; meanwhile use something else\n'
      expect(await run(...argv)).toEqual({ code: 1, out: '', err })
    },
  )
})

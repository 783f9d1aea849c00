import { memoryIo } from '@fusioninventory/cli-kit'
import { describe, expect, it } from 'vitest'
import { version } from '../package.json'
import { main } from './main.ts'

const run = async (...argv: string[]) => {
  const io = memoryIo({ argv })
  return { code: await main(io), out: io.out(), err: io.err() }
}

describe('fusioninventory-agent', () => {
  it('has a version', async () => {
    const { code, out, err } = await run('--version')
    expect([code, out, err]).toEqual([0, `FusionInventory Agent (${version})\n`, ''])
  })

  it('has a help that says that it is not there yet', async () => {
    const { code, out, err } = await run('-h')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage:\n {4}fusioninventory-agent /)
    expect(out).toContain('Not available in this version')
  })

  it.each([[], ['--server', 'http://localhost'], ['--no-such-option'], ['word']])(
    'never pretends: %j',
    async (...argv) => {
      const { code, out, err } = await run(...argv.flat())
      expect([code, out]).toEqual([1, ''])
      expect(err).toBe(
        `[error] fusioninventory-agent is not available in version ${version}; meanwhile run fusioninventory-inventory and fusioninventory-injector from a timer\n`,
      )
    },
  )
})

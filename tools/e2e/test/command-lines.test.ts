import { type BinName, binNames, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectFailure } from './kit.ts'

const titles: Readonly<Record<BinName, RegExp>> = {
  inventory: /^FusionInventory Inventory task /,
  injector: /^FusionInventory .*injector/i,
  netdiscovery: /^FusionInventory NetDiscovery task /,
  netinventory: /^FusionInventory NetInventory task /,
  agent: /^FusionInventory Agent \(/,
  wakeonlan: /^FusionInventory WakeOnLan task /,
  remoteinventory: /^FusionInventory RemoteInventory task /,
  protocol: /^FusionInventory .*protocol/i,
  probe: /^FusionInventory .*probe/i,
}

describe.each(binNames)('%s', (name) => {
  test.each(['--help', '-h'])('%s: on standard output', async (option) => {
    const result = await runBin(name, [option])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout.toString()).toMatch(new RegExp(`Usage:?\\s+fusioninventory-${name}`, 'i'))
  })

  test('--version: tool, then what it is based on', async () => {
    const result = await runBin(name, ['--version'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const [first = '', second = ''] = result.stdout.toString().split('\n')
    expect(first).toMatch(titles[name])
    expect(first).toMatch(/\d+\.\d+/)
    if (name !== 'agent') expect(second).toMatch(/^based on FusionInventory Agent v\d/)
  })

  test('an unknown option: one line and the usage on standard error, exit 2', async () => {
    const result = await runBin(name, ['--bogus'])
    expectFailure(result, 2, /^Unknown option: bogus$/, true)
    expect(result.stdout.length).toBe(0)
    expect(result.stderr).toMatch(/usage/i)
  })
})

test.each([
  ['injector', ['--url'], 'Option url requires an argument'],
  ['injector', ['--timeout', 'soon'], 'Value "soon" invalid for option timeout (number expected)'],
  ['inventory', ['--tag'], 'Option tag requires an argument'],
] as const)('%s %s', async (name, args, message) => {
  const result = await runBin(name, args)
  expect(result.code).toBe(2)
  expect(result.stderr.split('\n')[0]).toBe(message)
})

test('what is left over is a usage error', async () => {
  expectFailure(await runBin('inventory', ['something']), 2, /something/, true)
})

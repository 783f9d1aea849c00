import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadRecording } from '@fusioninventory/core-probes/snmp'
import { type FarmDevice, runBin, startFarm, textAt } from '@fusioninventory/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { deviceName, documentsOf, expectSuccess, folder, lines } from './kit.ts'

const testdata = fileURLToPath(new URL('../../../testdata/snmp/', import.meta.url))
const names = readdirSync(testdata)
const recordingOf = (name: string) => loadRecording(join(testdata, name, 'device.snmprec'))

const farms: { stop(): void }[] = []
afterEach(() => {
  for (const farm of farms.splice(0)) farm.stop()
})

/** Devices that show the recordings of testdata, each at a loopback address of its own. */
async function serve(which: readonly string[], more: Partial<FarmDevice> = {}, base = '127.20.0.1') {
  const devices = await Promise.all(which.map(async (name) => ({ name, recording: await recordingOf(name), ...more })))
  const farm = await startFarm(devices, base)
  farms.push(farm)
  return { addresses: farm.devices.map(({ address }) => address), devices: farm.devices, port: String(farm.port) }
}

const lab = ['--credentials', 'version:2c,community:lab-word']

/** Loopback has a network of addresses on Linux only. */
describe.runIf(process.platform === 'linux')('devices of the network', () => {
  test.each(names)('%s says the same as its recording, by v1 and by v2c', async (name) => {
    const { addresses, port } = await serve([name], { community: 'lab-word' })
    const [address = ''] = addresses
    for (const version of ['1', '2c']) {
      const credentials = ['--credentials', `version:${version},community:lab-word`]
      const live = await runBin('netinventory', ['--host', address, '--port', port, ...credentials])
      expectSuccess(live)
      const replay = await runBin('netinventory', ['--host', address, '--file', join(testdata, name, 'device.snmprec')])
      expect(live.stdout.toString()).toBe(replay.stdout.toString())
    }
  })

  test('what is recorded leads to the same document, and holds no credential', async () => {
    const { addresses, port } = await serve(names, { community: 'lab-word' })
    const dir = folder()
    const args = ['--host', addresses.join(','), '--port', port, ...lab]
    const live = await runBin('netinventory', [...args, '--record', dir, '--parallel', '1'])
    expectSuccess(live)
    expect(readdirSync(dir).sort()).toEqual(addresses.map((address) => `${address}.snmprec`).sort())
    for (const file of readdirSync(dir)) expect(readFileSync(join(dir, file), 'latin1')).not.toContain('lab-word')
    const files = addresses.flatMap((address) => ['--file', join(dir, `${address}.snmprec`)])
    const replay = await runBin('netinventory', ['--host', addresses.join(','), ...files])
    expect(replay.stdout.toString()).toBe(live.stdout.toString())
  })

  test('a network with silent addresses: the others are there, each as soon as it is done', async () => {
    const { addresses, port } = await serve(['switch', 'printer', 'nas'], {}, '127.20.1.1')
    const args = ['--host', '127.20.1.0/29', '--port', port, '--timeout', '2', '--fail-on-error', ...lab]
    const result = await runBin('netinventory', args)
    expect(result.code).toBe(3)
    const roots = documentsOf(result.stdout)
    expect(roots).toHaveLength(8)
    expect(roots.slice(0, 3).map(deviceName).sort()).toEqual(['nas-lab5', 'printer-lab2', 'sw-lab1.example.com'])
    expect(roots.flatMap((root) => textAt(root, 'CONTENT', 'DEVICE', 'ERROR', 'MESSAGE') ?? [])).toHaveLength(5)
    expect(lines(result).at(-1)).toBe('[info] 3 of 8 devices described, 5 failed')
    expect(addresses).toHaveLength(3)
  })

  test('the credential that fits is found', async () => {
    const { addresses, port } = await serve(['ups'], { community: 'lab-word' })
    const wrong = ['--credentials', 'version:2c,community:other-word']
    const args = ['--host', addresses.join(), '--port', port, '--timeout', '1', ...wrong, ...lab]
    const result = await runBin('netinventory', args)
    expectSuccess(result)
    expect(documentsOf(result.stdout).map(deviceName)).toEqual(['ups-lab3'])
    expect(result.stderr).toBe('')
  })

  test.each<[what: string, fault: Partial<FarmDevice>]>([
    ['loses every tenth packet', { loss: 0.1, seed: 7 }],
    ['knows no GETBULK', { noBulk: true }],
    ['takes few variables at once', { most: 3 }],
    ['answers slowly', { delay: 60 }],
  ])('a device that %s says the same', async (_, fault) => {
    const { addresses, port } = await serve(['switch'], fault)
    const [address = ''] = addresses
    const live = await runBin('netinventory', ['--host', address, '--port', port, ...lab], { timeoutMs: 50_000 })
    expectSuccess(live)
    const replay = await runBin('netinventory', ['--host', address, '--file', join(testdata, 'switch/device.snmprec')])
    expect(live.stdout.toString()).toBe(replay.stdout.toString())
  })

  test.each<[what: string, fault: Partial<FarmDevice>]>([
    ['never ends a table', { endless: true }],
    ['has only octets', { wrongType: true }],
    ['answers in no BER', { malformed: true }],
    ['cuts its answers', { truncated: true }],
    ['answers GET only', { getOnly: true }],
  ])('a device that %s costs its time, never the run', async (_, fault) => {
    const odd = await serve(['switch'], fault)
    const good = await startFarm([{ name: 'ups', recording: await recordingOf('ups') }], '127.20.9.1', Number(odd.port))
    farms.push(good)
    const hosts = [...odd.addresses, ...good.devices.map(({ address }) => address)].join(',')
    const limits = ['--timeout', '2', '--backend-collect-timeout', '8', '--parallel', '2']
    const began = performance.now()
    const result = await runBin('netinventory', ['--host', hosts, '--port', odd.port, ...limits, ...lab])
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(result).toMatchObject({ code: 0, timedOut: false })
    const roots = documentsOf(result.stdout)
    expect(roots).toHaveLength(2)
    expect(roots.map(deviceName)).toContain('ups-lab3')
  })

  test('many devices at one time', async () => {
    const many = Array.from({ length: 60 }, (_, at) => names[at % names.length] ?? '')
    const { addresses, port } = await serve(many, { delay: 20 }, '127.20.2.1')
    const began = performance.now()
    const result = await runBin('netinventory', [
      '--host',
      addresses.join(','),
      '--port',
      port,
      '--parallel',
      '30',
      ...lab,
    ])
    expectSuccess(result)
    expect(documentsOf(result.stdout)).toHaveLength(60)
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loggerOf } from '@fusioninventory/cli-kit'
import type { Host } from '@fusioninventory/core-probes/open'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isOtherMachine } from './fingerprint.ts'
import { identify } from './identify.ts'
import { agentIdOf, cleanId, isAgentId, isDeviceId } from './ids.ts'

let vardir = ''
let said: string[] = []
beforeEach(() => {
  vardir = mkdtempSync(join(tmpdir(), 'fi-identity-'))
  said = []
})
afterEach(() => rmSync(vardir, { recursive: true }))

/** A machine by what tells it from others. */
function machine(uuid: string | undefined, mac = '00:1a:2b:3c:4d:5e', system = 'sys1'): Pick<Host, 'facts' | 'files'> {
  const texts: Record<string, string | undefined> = {
    '/sys/class/dmi/id/product_uuid': uuid,
    '/etc/machine-id': system,
  }
  const text = async (path: string) => {
    const value = texts[path]
    return value === undefined ? ({ state: 'denied' } as const) : ({ state: 'ok', value } as const)
  }
  const address = {
    address: '192.0.2.1',
    netmask: '255.255.255.0',
    family: 'IPv4',
    mac,
    internal: false,
    cidr: null,
  } as const
  return {
    files: { text } as unknown as Host['files'],
    facts: {
      hostname: 'lab 1.example.org',
      fqdn: 'lab 1.example.org',
      now: () => Date.UTC(2026, 10, 26, 7, 8, 9),
      utcOffset: () => 0,
      timezone: 'UTC',
      interfaces: async () => ({ state: 'ok', value: { eth0: [address] } }),
    } as unknown as Host['facts'],
  }
}

const who = (host: Pick<Host, 'facts' | 'files'>, more: Partial<Parameters<typeof identify>[0]> = {}) =>
  identify({
    vardir,
    host,
    assetname: undefined,
    policy: 'keep',
    elsewhere: () => undefined,
    log: loggerOf('info', { put: (level, message) => said.push(`${level}: ${message}`) }),
    ...more,
  })

test('made once, of name and time, and kept', async () => {
  const first = await who(machine('a'))
  expect(first.deviceid).toBe('lab-1.example.org-2026-11-26-07-08-09')
  expect(isAgentId(first.agentid)).toBe(true)
  expect(await who(machine('a'))).toEqual(first)
  expect(said).toEqual([])
})

test.each([
  [1, 'lab-1-2026-11-26-07-08-09'],
  [2, 'lab-1.example.org-2026-11-26-07-08-09'],
  [3, 'lab-1.example.org-2026-11-26-07-08-09'],
])('assetname-support %i: %s', async (assetname, deviceid) => {
  expect((await who(machine('a'), { assetname })).deviceid).toBe(deviceid)
})

test('another machine with the same state: warned of each time, or (auto) a new identity, once', async () => {
  const first = await who(machine('a'))
  expect((await who(machine('b'))).deviceid).toBe(first.deviceid)
  expect((await who(machine('b'))).deviceid).toBe(first.deviceid)
  expect(said.filter((line) => line.includes('--reset-deviceid'))).toHaveLength(2)
  const second = await who(machine('b'), { policy: 'auto', assetname: 1 })
  expect(second.deviceid).not.toBe(first.deviceid)
  expect(second.agentid).not.toBe(first.agentid)
  said = []
  expect(await who(machine('b'), { policy: 'auto' })).toEqual(second)
  expect(said).toEqual([])
})

test('--reset-deviceid makes a new one', async () => {
  const first = await who(machine('a'))
  expect((await who(machine('a'), { reset: true })).agentid).not.toBe(first.agentid)
})

test('what only root can read is not forgotten by a run of somebody else', async () => {
  await who(machine('a'))
  expect((await who(machine(undefined))).machine.uuid).toBeDefined()
  await who(machine('b'))
  expect(said.some((line) => line.includes('another machine'))).toBe(true)
})

test('of the state of a target, where nothing else is left', async () => {
  expect((await who(machine('a'), { elsewhere: () => 'lab-old' })).deviceid).toBe('lab-old')
  expect(said[0]).toContain('restored')
})

test('of an agent in Perl, as it was', async () => {
  const dump = 'cHN0MAQLCDEyMzQ1Njc4BAgICAMBAAAAChZ2bS0yMDI2LTExLTI2LTA4LTE1LTAyCAAAAGRldmljZWlk'
  writeFileSync(join(vardir, 'FusionInventory-Agent.dump'), Buffer.from(dump, 'base64'))
  expect((await who(machine('a'))).deviceid).toBe('vm-2026-11-26-08-15-02')
  rmSync(join(vardir, 'FusionInventory-Agent.dump'))
  expect((await who(machine('a'))).deviceid).toBe('vm-2026-11-26-08-15-02')
})

test('no place to keep a new one: nothing is done', async () => {
  await expect(who(machine('a'), { vardir: join(vardir, 'nowhere') })).rejects.toThrow(/can't be saved.*--vardir/)
})

test('another machine: another board, or another card and system where boards are not known', () => {
  expect(isOtherMachine({ uuid: 'a', mac: 'x' }, { uuid: 'a', mac: 'y' })).toBe(false)
  expect(isOtherMachine({ uuid: 'a' }, { uuid: 'b' })).toBe(true)
  expect(isOtherMachine({ mac: 'x', system: 's' }, { mac: 'y', system: 's' })).toBe(false)
  expect(isOtherMachine({ mac: 'x', system: 's' }, { mac: 'y', system: 't' })).toBe(true)
  expect(isOtherMachine({}, { uuid: 'a' })).toBe(false)
})

test('ids are fit for what they are used for, whatever they are made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(cleanId(text)).toMatch(/^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,254})?$/)
      expect(agentIdOf(text) === undefined || isAgentId(agentIdOf(text) ?? '')).toBe(true)
      if (isDeviceId(text)) expect(text).not.toMatch(/[\x00-\x1f]/)
    }),
  )
  expect(agentIdOf('0123456789ABCDEF0123456789ABCDEF')).toBe('01234567-89ab-cdef-0123-456789abcdef')
})

import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { textAt } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { loadRecording } from '../../../packages/core-probes/src/snmp/index.ts'
import { type Farm, startFarm } from '../../testkit/src/snmp-farm/farm.ts'
import { newAgent, prologAnswer } from './agent-kit.ts'
import { expectSuccess, rootOf, serve } from './kit.ts'

const dir = fileURLToPath(new URL('../../../testdata/snmp/', import.meta.url))

/** Recorded devices that answer on loopback. */
async function farm(): Promise<Farm> {
  const devices = []
  for (const name of readdirSync(dir).sort()) {
    const recording = await loadRecording(`${dir}${name}/device.snmprec`)
    devices.push({ name, recording, delay: 0, loss: 0, seed: 1, size: 1472 })
  }
  return startFarm(devices, '127.12.0.1')
}

describe.skipIf(process.platform !== 'linux')('devices of a network', () => {
  test('SNMPQUERY: START, a message a device or error, END; complete, in the names of the job', async () => {
    const { port, devices, stop } = await farm()
    try {
      const all = devices.map(({ address }, at) => ({ address, id: 100 + at }))
      const asked = [...all, { address: '127.99.0.1', id: 199 }]
      const job = `<RESPONSE>STOP</RESPONSE><OPTION><NAME>SNMPQUERY</NAME><PARAM PID="77" THREADS_QUERY="4" TIMEOUT="1"/>${asked
        .map(({ address, id }) => `<DEVICE ID="${id}" IP="${address}" PORT="${port}" AUTHSNMP_ID="1"/>`)
        .join('')}<AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="public"/></OPTION>`
      const server = await serve({ answer: prologAnswer(job) })
      const agent = newAgent()
      const result = await agent.run(['--server', server.url, '--debug'], { timeoutMs: 60_000 })
      expectSuccess(result)
      const roots = server.requests.slice(1).map((request) => rootOf(request))
      for (const root of roots) {
        expect(textAt(root, 'QUERY')).toBe('SNMPQUERY')
        expect(textAt(root, 'DEVICEID')).toBe(agent.state().deviceid)
        expect(textAt(root, 'CONTENT', 'PROCESSNUMBER')).toBe('77')
      }
      expect(textAt(roots[0], 'CONTENT', 'AGENT', 'START')).toBe('1')
      expect(textAt(roots.at(-1), 'CONTENT', 'AGENT', 'END')).toBe('1')
      const told = roots.slice(1, -1)
      expect(told).toHaveLength(asked.length)
      expect(
        told
          .map((root) => textAt(root, 'CONTENT', 'DEVICE', 'INFO', 'ID'))
          .filter(Boolean)
          .sort(),
      ).toEqual(all.map(({ id }) => String(id)))
      expect(told.map((root) => textAt(root, 'CONTENT', 'DEVICE', 'ERROR', 'ID')).filter(Boolean)).toEqual(['199'])
      expect(told.map((root) => textAt(root, 'CONTENT', 'DEVICE', 'INFO', 'NAME'))).toContain('printer-lab2')
    } finally {
      stop()
    }
  })

  test('NETDISCOVERY: START, the count, a message a device, END', async () => {
    const { port, devices, stop } = await farm()
    try {
      const first = devices[0]?.address ?? ''
      const last = devices.at(-1)?.address ?? ''
      const job = `<RESPONSE>STOP</RESPONSE><OPTION><NAME>NETDISCOVERY</NAME><PARAM PID="55" THREADS_DISCOVERY="8" TIMEOUT="1"/><RANGEIP ID="1" IPSTART="${first}" IPEND="${last}" ENTITY="9" PORT="${port}"/><AUTHENTICATION ID="3" VERSION="2c" COMMUNITY="public"/></OPTION>`
      const server = await serve({ answer: prologAnswer(job) })
      const agent = newAgent()
      const result = await agent.run(['--server', server.url, '--debug'], { timeoutMs: 60_000 })
      expectSuccess(result)
      const roots = server.requests.slice(1).map((request) => rootOf(request))
      for (const root of roots) {
        expect(textAt(root, 'QUERY')).toBe('NETDISCOVERY')
        expect(textAt(root, 'CONTENT', 'PROCESSNUMBER')).toBe('55')
      }
      expect(textAt(roots[0], 'CONTENT', 'AGENT', 'START')).toBe('1')
      expect(textAt(roots[1], 'CONTENT', 'AGENT', 'NBIP')).toBe(String(devices.length))
      expect(textAt(roots.at(-1), 'CONTENT', 'AGENT', 'END')).toBe('1')
      const found = roots.slice(2, -1)
      const all = (name: string) => found.map((root) => textAt(root, 'CONTENT', 'DEVICE', name))
      expect(all('IP').sort()).toEqual(devices.map(({ address }) => address).sort())
      expect(all('SNMPHOSTNAME')).toContain('printer-lab2')
      expect(new Set(all('AUTHSNMP'))).toEqual(new Set(['3']))
      expect(new Set(all('ENTITY'))).toEqual(new Set(['9']))
      expect(result.stderr).not.toContain('public')
    } finally {
      stop()
    }
  })

  test('a server that goes away in the middle: what it did not get is kept, and sent at the next contact', async () => {
    const { port, devices, stop } = await farm()
    try {
      const job = `<RESPONSE>STOP</RESPONSE><OPTION><NAME>SNMPQUERY</NAME><PARAM PID="78" THREADS_QUERY="1" TIMEOUT="1"/>${devices
        .map(({ address }, at) => `<DEVICE ID="${at + 1}" IP="${address}" PORT="${port}" AUTHSNMP_ID="1"/>`)
        .join('')}<AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="public"/></OPTION>`
      let jobs = true
      const prolog = (request: Parameters<ReturnType<typeof prologAnswer>>[0]) =>
        prologAnswer(jobs ? job : '<RESPONSE>STOP</RESPONSE>')(request)
      const server = await serve({ answer: prolog, fault: (_, n) => (n >= 4 && jobs ? { kind: 'reset' } : undefined) })
      const agent = newAgent()
      const result = await agent.run(['--server', server.url, '--fail-on-error'], { timeoutMs: 60_000 })
      expect(result.code).toBe(4)
      expect(agent.waiting()).toBeGreaterThan(0)
      jobs = false
      expectSuccess(await agent.run(['--server', server.url]))
      expect(agent.waiting()).toBe(0)
      const ids = new Set(
        server.requests
          .filter(({ document }) => document?.kind === 'xml')
          .map((request) => textAt(rootOf(request), 'CONTENT', 'DEVICE', 'INFO', 'ID')),
      )
      for (const [at] of devices.entries()) expect(ids.has(String(at + 1))).toBe(true)
    } finally {
      stop()
    }
  })
})

/** A job of a server for devices of the network, once by the Perl agent and once by ours: the same messages in the same order. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadRecording } from '../../../packages/core-probes/src/snmp/index.ts'
import type { RecordedRequest } from '../../testkit/src/server/request.ts'
import { textAt } from '../../testkit/src/server/xml.ts'
import { type Farm, startFarm } from '../../testkit/src/snmp-farm/farm.ts'

const dir = fileURLToPath(new URL('../../../testdata/snmp/', import.meta.url))

/** Recorded devices that answer on loopback. */
export async function devicesOf(): Promise<Farm> {
  const devices = []
  for (const name of readdirSync(dir).sort()) {
    const recording = await loadRecording(`${dir}${name}/device.snmprec`)
    devices.push({ name, recording, delay: 0, loss: 0, seed: 1, size: 1472 })
  }
  return startFarm(devices, '127.13.0.1')
}

/** A job for all of them and for one that nobody answers for, one after the other. */
export const jobFor = ({ port, devices }: Farm): string => {
  const addresses = [...devices.map(({ address }) => address), '127.99.0.1']
  const asked = addresses.map((ip, at) => `<DEVICE ID="${at + 1}" IP="${ip}" PORT="${port}" AUTHSNMP_ID="1"/>`)
  return `<OPTION><NAME>SNMPQUERY</NAME><PARAM PID="42" THREADS_QUERY="1" TIMEOUT="1"/>${asked.join('')}<AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="public"/></OPTION>`
}

/** A search of all of them, and of an address that nobody has. */
export const searchFor = ({ port, devices }: Farm): string => {
  const [first = '', last = ''] = [devices[0]?.address, devices.at(-1)?.address]
  return `<OPTION><NAME>NETDISCOVERY</NAME><PARAM PID="42" THREADS_DISCOVERY="1" TIMEOUT="1"/><RANGEIP ID="1" IPSTART="${first}" IPEND="${last}" ENTITY="7" PORT="${port}"/><AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="public"/></OPTION>`
}

/** What a message is about: `START`, `device 3`, `error 6`, `END`, of job 42. */
export function about({ document }: RecordedRequest): string {
  if (document?.kind !== 'xml') return 'no message'
  const { root } = document
  const at = (...path: readonly string[]): string | undefined => textAt(root, 'CONTENT', ...path)
  const job = at('PROCESSNUMBER')
  const what =
    at('AGENT', 'START') !== undefined
      ? 'START'
      : at('AGENT', 'END') !== undefined
        ? 'END'
        : at('AGENT', 'NBIP') !== undefined
          ? `NBIP ${at('AGENT', 'NBIP')}`
          : at('DEVICE', 'IP') !== undefined
            ? `found ${at('DEVICE', 'IP')}`
            : at('DEVICE', 'ERROR', 'ID') !== undefined
              ? `error ${at('DEVICE', 'ERROR', 'ID')}`
              : `device ${at('DEVICE', 'INFO', 'ID')}`
  return `${what}, job ${job}`
}

/** Time goes on between the two; what a device is called is judged on recordings, by the conformance runner. */
const elsewhere: ReadonlySet<string> = new Set(['UPTIME', 'MODEL', 'IPS'])

/** Fields of a device that was found: those that the Perl agent has we have, too, with the same values. */
export function sameFound(theirs: RecordedRequest, ours: RecordedRequest): void {
  const fields = ({ document }: RecordedRequest): Readonly<Record<string, string>> =>
    document?.kind === 'xml'
      ? Object.fromEntries(
          document.root.children
            .find(({ name }) => name === 'CONTENT')
            ?.children.find(({ name }) => name === 'DEVICE')
            ?.children.map(({ name, text }) => [name, text]) ?? [],
        )
      : {}
  const [reference, own] = [fields(theirs), fields(ours)]
  const lacking = Object.keys(reference).filter((name) => !Object.hasOwn(own, name))
  assert.deepEqual(lacking, [], `lacks ${lacking.map((name) => `${name}=${reference[name]}`).join()}`)
  for (const [name, value] of Object.entries(reference)) if (!elsewhere.has(name)) assert.equal(own[name], value, name)
}

/** INFO of a device: what the Perl agent tells of it we tell, too. */
export function sameDevice(theirs: RecordedRequest, ours: RecordedRequest): void {
  const info = ({ document }: RecordedRequest): ReadonlyMap<string, string> =>
    document?.kind === 'xml'
      ? new Map(
          document.root.children
            .find(({ name }) => name === 'CONTENT')
            ?.children.find(({ name }) => name === 'DEVICE')
            ?.children.find(({ name }) => name === 'INFO')
            ?.children.map(({ name, text }) => [name, text]),
        )
      : new Map()
  const own = info(ours)
  const lacking = [...info(theirs).keys()].filter((name) => !own.has(name))
  assert.deepEqual(lacking, [], `INFO lacks ${lacking.join()}`)
}

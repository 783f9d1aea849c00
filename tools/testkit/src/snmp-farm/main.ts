/**
 * `snmp-farm/main.ts --dir DIR [--base 127.10.0.1] [--port 16100] [--delay MS] [--loss SHARE] [--seed N] [--size BYTES]
 * [--community NAME] [--count N] [--skip N] [NAME...]`: serves recordings (`.snmprec`, `.walk`, packed or not) on loopback addresses.
 * Says on stdout, as a line of JSON, where they are; then answers each line `counts` with the counts since the line
 * before, and ends with its stdin.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { loadRecording } from '@fusioninventory/core-probes/snmp'
import { type FarmDevice, startFarm } from './farm.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: '.' },
    base: { type: 'string', default: '127.10.0.1' },
    port: { type: 'string', default: '16100' },
    delay: { type: 'string', default: '0' },
    loss: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '1472' },
    community: { type: 'string' },
    count: { type: 'string', default: '100000' },
    skip: { type: 'string', default: '0' },
  },
})
const { dir, base, community } = values
const [port, delay, loss, seed, size, count, skip] = [
  values.port,
  values.delay,
  values.loss,
  values.seed,
  values.size,
  values.count,
  values.skip,
].map(Number) as [number, number, number, number, number, number, number]

const names = readdirSync(dir)
  .sort()
  .flatMap((file) => {
    const [, name] = /^([^@]+)\.(?:snmprec|walk)(?:\.gz)?$/.exec(file) ?? []
    const wanted = name !== undefined && (positionals.length === 0 || positionals.includes(name))
    return wanted ? [[name, file] as const] : []
  })
const devices: FarmDevice[] = []
for (const [at, [name, file]] of names.slice(skip, skip + count).entries()) {
  const recording = await loadRecording(join(dir, file))
  devices.push({ name, recording, delay, loss, seed: seed + at, size, ...(community !== undefined && { community }) })
}
const farm = await startFarm(devices, base, port)
const told = farm.devices.map(({ name, address }) => ({ name, address }))
console.log(JSON.stringify({ port: farm.port, devices: told }))
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'counts') continue
  console.log(JSON.stringify(Object.fromEntries(farm.devices.map(({ name, counts }) => [name, counts]))))
  for (const { counts } of farm.devices) Object.assign(counts, { requests: 0, answers: 0, received: 0, sent: 0 })
}
farm.stop()

import { describe, expect, it } from 'vitest'
import { recordedSession } from '../snmp/adapters/recorded.ts'
import type { SnmpValue } from '../snmp/port.ts'
import { Stop } from './clock.ts'
import { deviceOf } from './evidence.ts'
import type { NodeStatus } from './netbios.ts'
import { type Examined, type Methods, type SearchOptions, search } from './search.ts'
import type { Reached } from './snmp-search.ts'
import type { Target } from './targets.ts'

/** What answers at an address, method by method. */
interface Peer {
  readonly mac?: string
  readonly echo?: true
  readonly netbios?: NodeStatus
  readonly snmp?: string
}

const targets = (count: number): readonly Target[] =>
  Array.from({ length: count }, (_, index) => ({ index, family: 4, address: `192.0.2.${index + 1}` }))

/** A network of peers that counts who was asked for what. */
function network(peers: Readonly<Record<string, Peer>>, more: Partial<Methods> = {}) {
  const asked: string[] = []
  const peer = (method: string, address: string): Peer => {
    asked.push(`${method} ${address}`)
    return peers[address] ?? {}
  }
  const methods: Methods = {
    place: () => 'on-link',
    async arp(_, address) {
      const { mac } = peer('arp', address)
      return mac === undefined ? { state: 'nobody' } : { state: 'found', mac }
    },
    ping: async (_, address) => (peer('ping', address).echo ? 'echo' : undefined),
    async netbios(address) {
      const { netbios } = peer('netbios', address)
      return { state: netbios ? 'answer' : 'silent', tries: 1, ms: 1, ...(netbios && { answer: netbios }) }
    },
    async snmp(address) {
      const { snmp } = peer('snmp', address)
      return snmp === undefined ? undefined : reached(address, snmp)
    },
    name: async (address) => (address === '192.0.2.1' ? 'one.example' : undefined),
    ...more,
  }
  return { methods, asked }
}

function reached(address: string, name: string): Reached {
  const values = new Map<string, SnmpValue>()
  return {
    access: { credential: '1', version: '2c', port: 161, transport: 'udp/ipv4' },
    identity: {
      name,
      mac: '00:00:5E:00:53:AA',
      addresses: [],
      firmwares: [],
      system: values,
      modules: [],
      sources: {},
    },
    session: recordedSession({ values }, address),
  }
}

async function run(list: Iterable<Target>, methods: Methods, more: Partial<SearchOptions> = {}) {
  const found: Examined[] = []
  const failures: string[] = []
  const summary = await search(list, {
    methods,
    atOnce: 16,
    stop: new Stop(),
    take: async (examined) => {
      found.push(examined)
    },
    failed: (address) => failures.push(address),
    ...more,
  })
  const devices = Object.fromEntries(found.flatMap(({ target, device }) => (device ? [[target.address, device]] : [])))
  return { found, devices, failures, summary }
}

describe('a search', () => {
  it('merges what was learned: SNMP before ARP before ping before NetBIOS', async () => {
    const { methods } = network({
      '192.0.2.1': {
        mac: '00:00:5e:00:53:01',
        echo: true,
        snmp: 'core',
        netbios: { mac: '00:00:5e:00:53:ff', name: 'CORE', workgroup: 'LAB', user: 'ANNA' },
      },
      '192.0.2.2': { mac: '00:00:5e:00:53:02', echo: true },
      '192.0.2.3': { mac: '00:00:5e:00:53:03' },
    })
    const { devices } = await run(targets(4), methods, { entity: '7' })
    expect(devices).toEqual({
      '192.0.2.1': {
        IP: '192.0.2.1',
        ENTITY: '7',
        AUTHSNMP: '1',
        MAC: '00:00:5e:00:53:aa',
        SNMPHOSTNAME: 'core',
        DNSHOSTNAME: 'one.example',
        NETBIOSNAME: 'CORE',
        WORKGROUP: 'LAB',
        USERSESSION: 'ANNA',
      },
      '192.0.2.2': { IP: '192.0.2.2', ENTITY: '7', MAC: '00:00:5e:00:53:02', DNSHOSTNAME: '192.0.2.2' },
      '192.0.2.3': { IP: '192.0.2.3', ENTITY: '7', MAC: '00:00:5e:00:53:03' },
    })
  })
  it('asks an address that nobody has on its link for nothing else', async () => {
    const { methods, asked } = network({})
    await run(targets(2), methods)
    expect(asked).toEqual(['arp 192.0.2.1', 'arp 192.0.2.2'])
  })
  it('never asks a broadcast address', async () => {
    const { methods, asked } = network({}, { place: () => 'broadcast' })
    const { found } = await run(targets(2), methods)
    expect(asked).toEqual([])
    expect(found).toHaveLength(2)
  })
  it('asks all else where this machine cannot tell who is on the link', async () => {
    const { methods } = network({ '192.0.2.2': { snmp: 'x' } }, { arp: async () => ({ state: 'unknown' }) })
    expect(Object.keys((await run(targets(3), methods)).devices)).toEqual(['192.0.2.2'])
  })
  it('takes a closed port for life where ICMP tells nothing', async () => {
    const routed: Partial<Methods> = { place: () => 'routed', ping: async () => 'unasked' }
    const { methods } = network({}, { ...routed, refuses: async (address) => address.endsWith('.2') })
    expect((await run(targets(3), methods)).devices).toEqual({
      '192.0.2.2': { IP: '192.0.2.2', DNSHOSTNAME: '192.0.2.2' },
    })
  })
  it('asks on a link for the port of NetBIOS, and waits for nobody who refuses it; for another port elsewhere', async () => {
    const ports: string[] = []
    const seen: string[] = []
    const more: Partial<Methods> = {
      place: (address) => (address.endsWith('.1') ? 'on-link' : 'routed'),
      arp: async () => ({ state: 'unknown' }),
      async refuses(address, port) {
        ports.push(`${address} ${port}`)
        return true
      },
      async netbios(address, refused) {
        await new Promise(setImmediate)
        seen.push(`${address} ${refused.stopped}`)
        return { state: 'silent', tries: 1, ms: 1 }
      },
    }
    await run(targets(2), network({}, more).methods)
    expect(ports.sort()).toEqual(['192.0.2.1 137', '192.0.2.2 9'])
    expect(seen.sort()).toEqual(['192.0.2.1 true', '192.0.2.2 false'])
    const { netbios: _, ...without } = network({}, more).methods
    await run(targets(1), without)
    expect(ports).toHaveLength(3)
    expect(ports[2]).toBe('192.0.2.1 9')
  })
  it('reports no address for which another machine answers ARP, unless it answers something itself', async () => {
    const proxy = '00:00:5e:00:53:fe'
    const peers = Object.fromEntries(targets(40).map(({ address }) => [address, { mac: proxy }]))
    const { methods } = network({
      ...peers,
      '192.0.2.7': { mac: proxy, echo: true },
      '192.0.2.40': { mac: '00:00:5e:00:53:40' },
    })
    const { devices, found, summary } = await run(targets(40), methods)
    expect(Object.keys(devices).sort()).toEqual(['192.0.2.40', '192.0.2.7'])
    expect(found).toHaveLength(40)
    expect(summary.proxies).toEqual([{ mac: proxy, addresses: 38 }])
  })
  it('holds no more than it may at one time, however many there are', async () => {
    let [inside, most] = [0, 0]
    const { methods } = network(
      {},
      {
        async arp() {
          most = Math.max(most, ++inside)
          await new Promise(setImmediate)
          inside--
          return { state: 'nobody' }
        },
      },
    )
    let made = 0
    function* endless(): Generator<Target> {
      for (let index = 0; index < 5000; index++) {
        made++
        if (made > 5000) throw new Error('read ahead')
        yield { index, family: 4, address: `10.0.${index >> 8}.${index & 255}` }
      }
    }
    const { found } = await run(endless(), methods, { atOnce: 50 })
    expect(most).toBe(50)
    expect(found).toHaveLength(5000)
  })
  it('goes on when one address fails', async () => {
    const { methods } = network(
      { '192.0.2.3': { mac: '00:00:5e:00:53:03', snmp: 'x' } },
      {
        async netbios(address) {
          if (address === '192.0.2.2') throw new TypeError('a fault')
          return { state: 'silent', tries: 1, ms: 1 }
        },
        arp: async () => ({ state: 'unknown' }),
      },
    )
    const { devices, failures, found } = await run(targets(3), methods)
    expect(failures).toEqual(['192.0.2.2'])
    expect(Object.keys(devices)).toEqual(['192.0.2.3'])
    expect(found).toHaveLength(2)
  })
  it('when stopped begins no other address, and takes none that was half done for done', async () => {
    const stop = new Stop()
    const { methods } = network(
      {},
      {
        async arp(_, address) {
          if (address === '192.0.2.20') stop.stop()
          await new Promise(setImmediate)
          return { state: 'nobody' }
        },
      },
    )
    const { found } = await run(targets(250), methods, { stop, atOnce: 5 })
    expect(found.length).toBeLessThan(20)
  })
  it('leaves out what was done before', async () => {
    const { methods, asked } = network({})
    await run(targets(5), methods, { skip: ({ index }) => index < 3 })
    expect(asked).toEqual(['arp 192.0.2.4', 'arp 192.0.2.5'])
  })
  it('tells what it tried', async () => {
    const { methods } = network({ '192.0.2.1': { mac: '00:00:5e:00:53:01', echo: true } })
    const lines: string[] = []
    await run(targets(2), methods, {
      trace: (address) => (address === '192.0.2.1' ? (method, what) => lines.push(`${method}: ${what}`) : undefined),
    })
    expect(lines.sort()).toEqual([
      'arp: 00:00:5e:00:53:01',
      'dns: one.example',
      'icmp: echo',
      'netbios: silent (1 packet, 1 ms)',
      'place: on a link of this machine',
    ])
  })
})

it('an address of which nothing is known is no device', () => {
  expect(deviceOf('192.0.2.1', {})).toBeUndefined()
  expect(deviceOf('192.0.2.1', { netbios: { workgroup: 'LAB' } })).toBeUndefined()
  expect(deviceOf('192.0.2.1', { netbios: { name: 'A' } })).toEqual({ IP: '192.0.2.1', NETBIOSNAME: 'A' })
})

import { VirtualClock } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { Stop } from './clock.ts'
import type { Datagrams, SendFailure } from './datagrams.ts'
import { exchangeOver, type Protocol } from './exchange.ts'
import { rateLimit } from './rate.ts'
import { roundTrips } from './round-trip.ts'

/** Packets are text: `id word`. */
const words: Protocol<string> = {
  ids: 1000,
  read(packet) {
    const [id = '', word] = Buffer.from(packet).toString().split(' ')
    return word === undefined ? undefined : { id: Number(id), answer: word }
  },
}

interface Sent {
  readonly at: number
  readonly text: string
  readonly address: string
}

function network(clock: VirtualClock, failure?: SendFailure) {
  const sent: Sent[] = []
  let listener: (packet: Uint8Array, address: string, port: number) => void = () => undefined
  const datagrams: Datagrams = {
    async send(packet, address) {
      sent.push({ at: clock.now(), text: Buffer.from(packet).toString(), address })
      reply(sent.length, address)
      return failure
    },
    receive(to) {
      listener = to
    },
    close() {},
  }
  let reply: (n: number, address: string) => void = () => undefined
  return {
    datagrams,
    sent,
    onSend(does: typeof reply) {
      reply = does
    },
    come: (text: string, address: string, port = 161) => listener(Buffer.from(text), address, port),
  }
}

function stage(failure?: SendFailure, protocol: Protocol<string> = words) {
  const clock = new VirtualClock()
  const stop = new Stop()
  const net = network(clock, failure)
  const trips = roundTrips()
  const means = { clock, rate: rateLimit(1000, clock, stop), trips, stop }
  const exchange = exchangeOver(net.datagrams, protocol, means)
  const ask = (address: string, retries = 1, timeoutMs = 1000) =>
    exchange.ask({ address, port: 161 }, (id) => Buffer.from(String(id)), { timeoutMs, retries })
  return { clock, stop, net, trips, exchange, ask }
}

describe('a question', () => {
  it('takes the answer of its number from the one who was asked', async () => {
    const { clock, net, exchange, ask } = stage()
    net.onSend((n, address) => void clock.after(20, () => net.come(`${n} yes`, address)))
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'answer', answer: 'yes', tries: 1, ms: 20 })
    expect(exchange.counts).toEqual({ packets: 1, answers: 1, late: 0, slow: 0, strays: 0 })
  })
  it('is repeated once, and ends in its time', async () => {
    const { clock, net, ask } = stage()
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'silent', tries: 2 })
    expect(net.sent.map(({ at }) => at)).toEqual([0, 500])
    expect(clock.now()).toBe(1000)
  })
  it('may be another the second time', async () => {
    const { exchange, net } = stage()
    const packet = (id: number, again: boolean) => Buffer.from(`${id}${again ? ' less' : ''}`)
    await exchange.ask({ address: '192.0.2.1', port: 161 }, packet, { timeoutMs: 1000, retries: 1 })
    expect(net.sent.map(({ text }) => text)).toEqual(['1', '1 less'])
  })
  it('ends when something else says that nobody listens', async () => {
    const { clock, exchange, net } = stage()
    const refused = new Stop()
    const asked = () =>
      exchange.ask({ address: '192.0.2.1', port: 137 }, (id) => Buffer.from(String(id)), patience, refused)
    const patience = { timeoutMs: 1000, retries: 1 }
    void clock.after(30, () => refused.stop())
    expect(await asked()).toMatchObject({ state: 'refused', tries: 1, ms: 30 })
    expect(await asked()).toMatchObject({ state: 'refused', tries: 0 })
    expect([clock.now(), net.sent.length]).toEqual([30, 1])
  })
  it('is repeated after the measured time, doubled each time', async () => {
    const { net, trips, ask } = stage()
    for (let n = 0; n < 50; n++) trips.sample('192.0.2.9', 1)
    await ask('192.0.2.1', 5)
    expect(net.sent.map(({ at }) => Math.round(at))).toEqual([0, 100, 300, 700])
  })
  it('is waited for while others of the subnet answer late, and nowhere else', async () => {
    const { clock, net, ask } = stage()
    // One agent that works off a queue: an answer each 100 ms, to the first packet of each.
    const asked: string[] = []
    let free = 0
    net.onSend((n, address) => {
      if (!address.startsWith('192.0.2.') || asked.includes(address)) return
      asked.push(address)
      const id = net.sent[n - 1]?.text.split(' ')[0]
      free = Math.max(free, clock.now()) + 100
      void clock.after(free - clock.now(), () => net.come(`${id} yes`, address))
    })
    const queue = Array.from({ length: 40 }, (_, at) => ask(`192.0.2.${at}`))
    const nobody = await ask('198.51.100.1')
    expect(Math.round(nobody.ms)).toBe(1000)
    expect((await Promise.all(queue)).map(({ state }) => state)).toEqual(Array(40).fill('answer'))
    expect(clock.now()).toBeLessThan(4500)
    // No longer than eight times as long.
    expect((await ask('192.0.2.99')).ms).toBeLessThanOrEqual(8000)
  })
  it('that was answered late, but each time, was not lost', async () => {
    const { clock, net, exchange, ask } = stage()
    net.onSend((n, address) => void clock.after(600, () => net.come(`${net.sent[n - 1]?.text} yes`, address)))
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'answer', tries: 2 })
    await clock.sleep(1000)
    expect(exchange.counts).toEqual({ packets: 2, answers: 1, late: 1, slow: 1, strays: 0 })
  })
  it('takes no answer of another number, port, protocol or address', async () => {
    const { clock, net, exchange, ask } = stage()
    net.onSend((n) => {
      if (n > 1) return
      net.come('999 yes', '192.0.2.1')
      net.come('1 yes', '192.0.2.1', 162)
      net.come('garbage', '192.0.2.1')
      void clock.after(5, () => net.come('1 yes', '192.0.2.254'))
    })
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'foreign', from: '192.0.2.254' })
    expect(exchange.counts).toMatchObject({ answers: 0, strays: 3 })
  })
  it('takes an answer from another address where the protocol allows it, and says so', async () => {
    const { net, ask } = stage(undefined, { ...words, elsewhere: true })
    net.onSend((n) => net.come(`${n} yes`, '192.0.2.254'))
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'answer', answer: 'yes', from: '192.0.2.254' })
  })
  it('ends at once where the system has no way there', async () => {
    const { clock, ask } = stage('unreachable')
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'unreachable', tries: 1 })
    expect(clock.now()).toBe(0)
  })
  it('is sent again where the network was overrun', async () => {
    const { net, ask } = stage('overrun')
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'silent', tries: 2 })
    expect(net.sent).toHaveLength(2)
  })
  it('ends when the search is stopped', async () => {
    const { clock, stop, ask } = stage()
    void clock.after(50, () => stop.stop())
    expect(await ask('192.0.2.1')).toMatchObject({ state: 'stopped' })
    expect(clock.now()).toBe(50)
  })
  it('a duplicate of an answer changes nothing', async () => {
    const { net, exchange, ask } = stage()
    net.onSend((n, address) => {
      net.come(`${n} first`, address)
      net.come(`${n} second`, address)
    })
    expect(await ask('192.0.2.1')).toMatchObject({ answer: 'first' })
    net.come('1 third', '192.0.2.1')
    expect(exchange.counts.strays).toBe(1)
  })
})

it('so many packets a second, however many are wanted', async () => {
  const { clock, net, ask } = stage()
  await Promise.all(Array.from({ length: 500 }, (_, n) => ask(`10.0.${n >> 8}.${n & 255}`)))
  // 1,000 packets at 1,000 a second, after what may go at once.
  expect(clock.now()).toBeGreaterThan(950)
  for (const { at } of net.sent) {
    const within = net.sent.filter((one) => one.at >= at && one.at < at + 100).length
    expect(within).toBeLessThanOrEqual(100 + 22)
  }
})

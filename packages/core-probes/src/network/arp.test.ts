import { VirtualClock } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { neighbourFinder } from './arp.ts'
import { Stop } from './clock.ts'
import type { Datagrams } from './datagrams.ts'
import { rateLimit } from './rate.ts'

/** A link: `macs` are who answers, 5 ms after a packet for them was sent. */
function link(macs: ReadonlyMap<string, string>, { table = true } = {}) {
  const clock = new VirtualClock()
  const known = new Map<string, string>()
  const asked = new Map<string, number>()
  let reads = 0
  let most = 0
  const open = new Set<string>()
  const stop = new Stop()
  const datagrams: Datagrams = {
    async send(_, address) {
      asked.set(address, clock.now())
      open.add(address)
      most = Math.max(most, open.size)
      const mac = macs.get(address)
      if (mac !== undefined)
        void clock.after(5, () => {
          known.set(address, mac)
          open.delete(address)
        })
      else void clock.after(1300, () => open.delete(address))
      return undefined
    },
    receive() {},
    close() {},
  }
  const find = neighbourFinder({
    datagrams,
    clock,
    rate: rateLimit(10_000, clock, stop),
    stop,
    async read() {
      reads++
      return table ? new Map(known) : undefined
    },
  })
  return { clock, find, asked, reads: () => reads, most: () => most }
}

describe('neighbours', () => {
  it('are found by making the kernel ask', async () => {
    const { find } = link(new Map([['192.0.2.1', '00:00:5e:00:53:01']]))
    expect(await find(4, '192.0.2.1')).toEqual({ state: 'found', mac: '00:00:5e:00:53:01' })
    expect(await find(4, '192.0.2.2')).toEqual({ state: 'nobody' })
  })
  it('are asked for 256 at a time, and the table is read once for all', async () => {
    const { clock, find, most, reads } = link(new Map())
    const told = await Promise.all(Array.from({ length: 1024 }, (_, n) => find(4, `10.0.${n >> 8}.${n & 255}`)))
    expect(told.every(({ state }) => state === 'nobody')).toBe(true)
    expect(most()).toBeLessThanOrEqual(256)
    expect(clock.now()).toBeLessThan(4 * 1500)
    expect(reads()).toBeLessThan(4 * 30)
  })
  it('are unknown where there is no table', async () => {
    const { find } = link(new Map(), { table: false })
    expect(await find(4, '192.0.2.1')).toEqual({ state: 'unknown' })
  })
})

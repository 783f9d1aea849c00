import { VirtualClock } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { type Argv, absent, type Commands, ok } from '../host/port.ts'
import { Stop } from './clock.ts'
import { openPings, type PingMeans } from './icmp.ts'
import { rateLimit } from './rate.ts'

/** A machine with these programs; `echo` and `times` are who answers. */
function machine(
  programs: readonly string[],
  { echo = [], times = [] }: { echo?: readonly string[]; times?: readonly string[] },
  more: Partial<PingMeans> = {},
) {
  const clock = new VirtualClock()
  const ran: { argv: Argv; asked: readonly string[] }[] = []
  const commands: Commands = {
    which: async (name) => (programs.includes(name) ? ok(`/usr/bin/${name}`) : absent),
    async run(argv, { stdin = '' } = {}) {
      const asked = argv[0] === 'ping' ? [argv.at(-1) ?? ''] : stdin.trim().split('\n')
      ran.push({ argv, asked })
      await clock.sleep(500)
      const alive = asked.filter((one) => (argv.includes('-PP') ? times : echo).includes(one))
      if (argv[0] === 'fping') return ok({ stdout: alive.map((one) => `${one}\n`).join(''), code: 1 })
      if (argv[0] === 'ping') return ok({ stdout: '', code: alive.length === 1 ? 0 : 1 })
      const lines = alive.map((one) => `Host: ${one} ()\tStatus: Up\n`)
      return ok({ stdout: `# Nmap\n${lines.join('')}# Nmap done\n`, code: 0 })
    },
  }
  const stop = new Stop()
  const means = { commands, uid: 0, clock, rate: rateLimit(10_000, clock, stop), stop, size: 256n, ...more }
  return { ran, clock, means, open: () => openPings(means) }
}

const addresses = Array.from({ length: 200 }, (_, n) => `192.0.2.${n}`)
const [one, two, three] = ['192.0.2.1', '192.0.2.2', '192.0.2.3']

describe('ICMP', () => {
  it('by one fping for all, and timestamps of the silent by nmap', async () => {
    const { ran, open } = machine(['fping', 'nmap', 'ping'], { echo: [one, two], times: [three] })
    const pings = await open()
    const told = await Promise.all(addresses.map((address) => pings.of(4, address)))
    expect(told.slice(0, 5)).toEqual([undefined, 'echo', 'echo', 'timestamp', undefined])
    expect(ran.map(({ argv, asked }) => [argv[0], asked.length])).toEqual([
      ['fping', 200],
      ['nmap', 198],
    ])
  })
  it('never by nmap for who is not root: it would connect to ports instead', async () => {
    const { ran, open } = machine(['nmap'], { echo: [one] }, { uid: 1000 })
    expect(await (await open()).of(4, one)).toBe('unasked')
    expect(ran).toEqual([])
  })
  it('by nmap alone', async () => {
    const { open } = machine(['nmap'], { echo: [one], times: [three] })
    const pings = await open()
    expect(await Promise.all([one, two, three].map((address) => pings.of(4, address)))).toEqual([
      'echo',
      undefined,
      'timestamp',
    ])
  })
  it('by ping, 32 at a time, and not for many addresses', async () => {
    const { clock, ran, open } = machine(['ping'], { echo: [one] }, { uid: 1000 })
    const pings = await open()
    const told = await Promise.all(addresses.map((address) => pings.of(4, address)))
    expect(told.filter((ping) => ping === 'echo')).toHaveLength(1)
    expect(ran).toHaveLength(200)
    // 7 rounds of 32.
    expect(clock.now()).toBeGreaterThanOrEqual(3500)
    const many = await machine(['ping'], {}, { size: 65_536n }).open()
    expect(await many.of(4, one)).toBe('unasked')
  })
  it('a batch waits while all processes are busy, and no batch is larger than allowed', async () => {
    const { ran, open } = machine(['fping'], {}, { uid: 1000 })
    const pings = await open()
    await Promise.all(Array.from({ length: 12_000 }, (_, n) => pings.of(4, `10.0.${n >> 8}.${n & 255}`)))
    expect(ran.length).toBeLessThanOrEqual(14)
    expect(Math.max(...ran.map(({ asked }) => asked.length))).toBe(1024)
    expect(ran.reduce((sum, { asked }) => sum + asked.length, 0)).toBe(12_000)
  })
})

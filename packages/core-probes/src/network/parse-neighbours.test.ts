import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseArpTable, parseIpNeighbor, parseProcArp } from './parse-neighbours.ts'

it('/proc/net/arp, complete entries only', () => {
  const text = `IP address       HW type     Flags       HW address            Mask     Device
192.0.2.1        0x1         0x2         00:00:5e:00:53:01     *        eth0
192.0.2.2        0x1         0x0         00:00:00:00:00:00     *        eth0
192.0.2.3        0x1         0x6         00:00:5E:00:53:03     *        eth0
`
  expect([...parseProcArp(text)]).toEqual([
    ['192.0.2.1', '00:00:5e:00:53:01'],
    ['192.0.2.3', '00:00:5e:00:53:03'],
  ])
})

it('neighbours of IPv6', () => {
  const text = `fe80::1 dev eth0 lladdr 00:00:5e:00:53:01 router REACHABLE
2001:db8::2 dev eth0  FAILED
2001:db8::3 dev eth0 lladdr 00:00:5e:00:53:03 STALE
2001:db8::4 dev eth0 INCOMPLETE
`
  expect([...parseIpNeighbor(text).keys()]).toEqual(['fe80::1', '2001:db8::3'])
})

it('arp -a of BSD and of Windows', () => {
  const text = `? (192.0.2.1) at 0:0:5e:0:53:1 on en0 ifscope [ethernet]
? (192.0.2.2) at (incomplete) on en0 ifscope [ethernet]
gate.example (192.0.2.3) at 00:00:5e:00:53:03 on em0 expires in 1190 seconds
Interface: 192.0.2.9 --- 0x4
  192.0.2.4             00-00-5E-00-53-04     dynamic
  192.0.2.255           ff-ff-ff-ff-ff-ff     static
`
  expect([...parseArpTable(text)]).toEqual([
    ['192.0.2.1', '00:00:5e:00:53:01'],
    ['192.0.2.3', '00:00:5e:00:53:03'],
    ['192.0.2.4', '00:00:5e:00:53:04'],
  ])
})

it('are total (property)', () => {
  for (const parse of [parseProcArp, parseIpNeighbor, parseArpTable])
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parse(text).size >= 0))
})

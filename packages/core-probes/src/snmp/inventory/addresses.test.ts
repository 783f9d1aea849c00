import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inet, inetOfIndex } from '../inet.ts'
import { addressColumns, portAddresses } from './addresses.ts'
import { columnsOf, type Instances, int, table } from './test-device.ts'

const read = async (instances: Instances) => portAddresses(await columnsOf(addressColumns, instances))
const old = '1.3.6.1.2.1.4.20.1'
const both = '1.3.6.1.2.1.4.34.1'

test('IPv4 in the order of text, the last is the one; IPv6 behind; nothing twice', async () => {
  const found = await read({
    ...table(old, { 2: { '10.0.0.9': int(3), '10.0.0.10': int(3), '192.0.2.1': int(4) } }),
    ...table(both, {
      3: {
        '1.4.192.0.2.1': int(4),
        '2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1': int(4),
        '4.20.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.9.0.0.0.4': int(4),
      },
    }),
  })
  expect(found.get('3')).toEqual({ IP: '10.0.0.9', IPS: { IP: ['10.0.0.10', '10.0.0.9'] } })
  expect(found.get('4')).toEqual({ IP: '192.0.2.1', IPS: { IP: ['192.0.2.1', '2001:db8::1', 'fe80::9'] } })
})

test('broadcast and unspecified addresses are nobody’s, and an interface may have IPv6 only', async () => {
  const found = await read({
    ...table(old, { 2: { '0.0.0.0': int(1) } }),
    ...table(both, {
      3: { '1.4.10.255.255.255': int(1), '1.4.10.0.0.1': int(1), '2.16.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1': int(2) },
      4: { '1.4.10.255.255.255': int(3), '1.4.10.0.0.1': int(1) },
    }),
  })
  expect([...found]).toEqual([
    ['1', { IP: '10.0.0.1', IPS: { IP: ['10.0.0.1'] } }],
    ['2', { IPS: { IP: ['::1'] } }],
  ])
})

test('any sixteen bytes read as the address that URLs write', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const written = inet(2, [...bytes])
      const hextets = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []
      const url = new URL(`http://[${hextets.join(':')}]`).hostname.slice(1, -1)
      expect(written).toBe(bytes.every((byte) => byte === 0) ? undefined : url)
    }),
  )
})

test('an index that is no address is none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 24 }), (arcs) => {
      const address = inetOfIndex(arcs.join('.'))
      const fits = [arcs[0] === 1 || arcs[0] === 3, arcs[0] === 2 || arcs[0] === 4]
      if (address !== undefined) expect(address.includes(':') ? fits[1] : fits[0]).toBe(true)
    }),
  )
  expect(inetOfIndex('1.4.10.0.0')).toBeUndefined()
  expect(inetOfIndex('1.4.10.0.0.256')).toBeUndefined()
  expect(inetOfIndex('16.4.10.0.0.1')).toBeUndefined()
})

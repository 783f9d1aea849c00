import fc from 'fast-check'
import { expect, it } from 'vitest'
import { device, kind } from '../devices/test-device.ts'
import { identify } from './index.ts'

const ip = '1.3.6.1.2.1.4'

it('lists the addresses of both tables once, IPv4 as text, without the unspecified', async () => {
  const v6 = '254.128.0.0.0.0.0.0.2.0.94.255.254.0.83.1'
  const asText = [...Buffer.from('2001:0db8:0000:0000:0000:0000:0000:0001')].join('.')
  const found = await identify(
    device({
      ...kind('99999'),
      [`${ip}.20.1.1.10.0.0.2`]: '64|10.0.0.2',
      [`${ip}.20.1.2.10.0.0.10`]: 1,
      [`${ip}.20.1.2.0.0.0.0`]: 1,
      [`${ip}.34.1.3.1.4.10.0.0.2`]: 1,
      [`${ip}.34.1.3.2.16.${v6}`]: 1,
      [`${ip}.34.1.3.2.39.${asText}`]: 1,
      [`${ip}.34.1.3.2.16.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0`]: 1,
    }),
  )
  expect(found.addresses).toEqual(['10.0.0.10', '10.0.0.2', '2001:db8::1', 'fe80::200:5eff:fe00:5301'])
})

it('takes any index without an error', async () => {
  const index = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 45 }).map((arcs) => arcs.join('.'))
  await fc.assert(
    fc.asyncProperty(index, async (one) => {
      const { addresses } = await identify(device({ ...kind('99999'), [`${ip}.34.1.3.${one}`]: 1 }))
      for (const address of addresses) expect(address).toMatch(/^[\d.]+$|^[0-9a-f:]+$/)
    }),
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { extend } from '../devices/index.ts'
import { SYS_DESCR } from '../devices/module.ts'
import { device, kind } from '../devices/test-device.ts'
import type { SnmpSession, SnmpValue } from '../port.ts'
import { identify } from './index.ts'

const value: fc.Arbitrary<SnmpValue> = fc.oneof(
  fc.integer().map((number) => ({ type: 'integer' as const, value: number })),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((number) => ({ type: 'counter64' as const, value: number })),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => ({ type: 'octets' as const, value: bytes })),
  fc.string().map((text) => ({ type: 'octets' as const, value: Buffer.from(text) })),
  fc.constantFrom('1.3', '0.0', '1.3.6.1.2.1.25.3.1.5').map((oid) => ({ type: 'oid' as const, value: oid })),
  fc.constant({ type: 'null' as const }),
)
const arcs = fc.constantFrom(
  '9.1',
  '14823.1.2',
  '8072.3.2.10',
  '232.9.4',
  '1714.1.1',
  '6027.1.3',
  '2435.1',
  '4196.1',
  '0',
)

it('takes whatever a device answers', async () => {
  await fc.assert(
    fc.asyncProperty(arcs, fc.infiniteStream(value), async (vendor, values) => {
      const next = (): SnmpValue => values.next().value
      const session: SnmpSession = {
        ...device({}),
        get: async (oids) =>
          new Map(
            oids.map((oid) => [
              oid,
              oid.endsWith('.1.1.2.0') ? { type: 'oid', value: `1.3.6.1.4.1.${vendor}` } : next(),
            ]),
          ),
        walk: async (roots) =>
          roots.map(() => ({
            rows: new Map(['1', '1.2', '7.0.0.94.0.83.1'].map((row) => [row, next()])),
            end: 'complete',
          })),
      }
      const identity = await identify(session)
      await extend(session, identity, { INFO: {}, PORTS: { PORT: [{ IFNUMBER: 1, IFDESCR: 'ra0' }] } })
      for (const field of ['model', 'serial', 'mac', 'manufacturer'] as const)
        expect(identity[field] ?? 'x').not.toBe('')
    }),
  )
})

it('is done soon with texts made to keep an expression busy', async () => {
  const slow = {
    name: 'slow',
    match: [{ object: '1.3.6.1.4.1.99999' }],
    model: { oid: SYS_DESCR, pattern: /(\s+)(\s+)x/ },
  }
  const busy = async (arcs: string, text: string): Promise<number> => {
    const started = Date.now()
    await identify(device({ ...kind(arcs), [SYS_DESCR]: `Z${text}`, '1.3.6.1.2.1.1.4.0': text }), { devices: [slow] })
    return Date.now() - started
  }
  expect(await busy('99999', ' '.repeat(4000))).toBeLessThan(3000)
  for (const part of ['\n', 'a;', 'Version ', '1.', 'AT-', 'HP 1', '; AXIS ', '(MODEL: ', 'edit /etc/snmp/'])
    for (const arcs of ['207.1', '25506.1', '367.1.1', '368.1', '8072.3.2.10', '2606.7', '2011.1', '14823.1.2'])
      expect(await busy(arcs, part.repeat(65_000 / part.length)), `${arcs} ${part}`).toBeLessThan(2000)
})

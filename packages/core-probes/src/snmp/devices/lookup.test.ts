import { describe, expect, it } from 'vitest'
import { enterprises } from './enterprises.ts'
import { kinds } from './kinds.ts'
import { registered } from './lookup.ts'
import { products } from './products/index.ts'

const of = (arcs: string) => registered(`1.3.6.1.4.1.${arcs}`)

describe('sysObjectID', () => {
  it('tells the vendor by its number, by whole arcs', () => {
    expect(of('9.1.516')).toMatchObject({ manufacturer: 'Cisco', type: 'NETWORKING' })
    expect(of('94.1')).toMatchObject({ manufacturer: 'Nokia' })
    expect(of('99.1')).toEqual({})
  })

  it('tells the kind by the longest arcs that are known', () => {
    expect(of('674.10895.3028')).toEqual({ manufacturer: 'Dell', type: 'NETWORKING' })
    expect(of('674.10898.10.52')).toEqual({ manufacturer: 'Dell', type: 'PRINTER' })
    expect(of('674')).toEqual({ manufacturer: 'Dell' })
    expect(of('25506.11.1.172')).toMatchObject({ manufacturer: 'Hewlett-Packard' })
    expect(of('25506.1.921')).toMatchObject({ manufacturer: 'H3C' })
    expect(of('6527.6.1.1.2.1.7')).toMatchObject({ model: '7705 SAR-8' })
  })

  it('tells nothing when nobody configured it, or when it is no vendor', () => {
    for (const none of ['9.0.0', '4196.0.0', '']) expect(of(none), none).toEqual({})
    for (const none of ['0.0', '1.3.6.1.2.1.33', undefined]) expect(registered(none), none).toEqual({})
  })
})

it('tables are well formed', () => {
  for (const [number, { manufacturer }] of enterprises) {
    expect(Number.isInteger(number) && number > 0, String(number)).toBe(true)
    expect(manufacturer.trim()).toBe(manufacturer)
  }
  for (const arcs of [...kinds.keys(), ...products.keys()]) {
    expect(arcs).toMatch(/^\d+(\.\d+)*$/)
    expect(enterprises.has(Number(arcs.split('.')[0])), arcs).toBe(true)
  }
})

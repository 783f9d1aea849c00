import { describe, expect, it } from 'vitest'
import { traced } from './probe.ts'
import { byRank, type Finding, reducer } from './reducer.ts'

const finding = (probe: string, content: Finding['patches'][number]['content'], rank = 0): Finding => ({
  probe,
  rank,
  patches: [{ from: `${probe} source`, content }],
})

describe('reducer', () => {
  it('keeps the first value of a single section and fills what it lacks', () => {
    const all = reducer()
    all.add(finding('a', { BIOS: { SSN: 'one', SMODEL: '' } }))
    all.add(finding('b', { BIOS: { SSN: 'two', SMODEL: 'model' } }))
    expect(all.content()).toEqual({ BIOS: { SSN: 'one', SMODEL: 'model' } })
    expect(all.origin('BIOS', 0, 'SSN')).toEqual({ probe: 'a', from: 'a source' })
    expect(all.origin('BIOS', 0, 'SMODEL')).toEqual({ probe: 'b', from: 'b source' })
  })

  it('lets each entry of a list stand for itself', () => {
    const all = reducer()
    all.add(finding('a', { SOFTWARES: [{ NAME: 'x' }] }))
    all.add(finding('b', { SOFTWARES: [{ NAME: 'x' }, { NAME: 'y' }] }))
    expect(all.content().SOFTWARES).toEqual([{ NAME: 'x' }, { NAME: 'x' }, { NAME: 'y' }])
    expect(all.origin('SOFTWARES', 2, 'NAME')?.probe).toBe('b')
    expect(all.origin('SOFTWARES', 3, 'NAME')).toBeUndefined()
    expect(all.origin('SOFTWARES', 0, 'VERSION')).toBeUndefined()
  })

  it('makes one of entries with the same key', () => {
    const all = reducer()
    all.add(finding('a', { POWERSUPPLIES: [{ SERIALNUMBER: '1', MANUFACTURER: 'm', NAME: 'first' }] }))
    all.add(
      finding('b', {
        POWERSUPPLIES: [
          { SERIALNUMBER: '1', MANUFACTURER: 'm', NAME: 'second', POWER_MAX: 800 },
          { SERIALNUMBER: '2', MANUFACTURER: 'm' },
        ],
      }),
    )
    expect(all.content().POWERSUPPLIES).toEqual([
      { SERIALNUMBER: '1', MANUFACTURER: 'm', NAME: 'first', POWER_MAX: 800 },
      { SERIALNUMBER: '2', MANUFACTURER: 'm' },
    ])
    expect(all.origin('POWERSUPPLIES', 0, 'NAME')?.probe).toBe('a')
    expect(all.origin('POWERSUPPLIES', 0, 'POWER_MAX')?.probe).toBe('b')
  })

  it('does not take entries without their key for one', () => {
    const all = reducer()
    all.add(finding('a', { POWERSUPPLIES: [{ NAME: 'x' }] }))
    all.add(finding('b', { POWERSUPPLIES: [{ NAME: 'x' }] }))
    expect(all.content().POWERSUPPLIES).toHaveLength(2)
  })

  it('knows the source of each field of a traced entry', () => {
    const all = reducer()
    const entry = traced<{ NAME?: string; SPEED?: number; ID?: string }>(
      ['/proc/cpuinfo', { NAME: 'cpu', ID: '' }],
      ['SMBIOS type 4', { SPEED: 2400, NAME: 'other', ID: 'f' }],
    )
    all.add(finding('cpu', { CPUS: [entry] }))
    expect(all.content().CPUS).toEqual([{ NAME: 'cpu', SPEED: 2400, ID: 'f' }])
    expect(all.origin('CPUS', 0, 'NAME')?.from).toBe('/proc/cpuinfo')
    expect(all.origin('CPUS', 0, 'SPEED')?.from).toBe('SMBIOS type 4')
    expect(all.origin('CPUS', 0, 'ID')?.from).toBe('SMBIOS type 4')
  })

  it('holds a section that is a text', () => {
    const all = reducer()
    all.add(finding('a', { VERSIONCLIENT: 'one' }))
    all.add(finding('b', { VERSIONCLIENT: 'two' }))
    expect(all.content().VERSIONCLIENT).toBe('one')
    expect(all.origin('VERSIONCLIENT', 0, '')?.probe).toBe('a')
  })

  it('puts higher ranks first and leaves equal ones in order', () => {
    const order = byRank([finding('a', {}), finding('b', {}, 2), finding('c', {}), finding('d', {}, 2)])
    expect(order.map((one) => one.probe)).toEqual(['b', 'd', 'a', 'c'])
  })
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { admit } from '../model/admit.ts'
import type { Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import { compare } from './compare.ts'
import { identitiesOf, identitySections } from './identity.ts'

const content = (found: unknown) => admit(found, () => {}, { customSections: true })
const between = (a: unknown, b: unknown) => compare(content(a), content(b))

test('identities are fields of the model', () => {
  for (const [section, fields] of identitySections)
    for (const field of fields) expect((schema as Schema)[section]?.fields, `${section}/${field}`).toHaveProperty(field)
  expect(identitiesOf('MONITORS')[0]).toEqual(['SERIAL'])
  expect(identitiesOf('constructor').at(0)).toEqual(['SERIALNUMBER'])
})

describe('what changed', () => {
  it('a new version of a package is a change, not a new package', () => {
    const a = [
      { NAME: 'bash', ARCH: 'amd64', FROM: 'deb', VERSION: '5.1' },
      { NAME: 'vim', VERSION: '9' },
    ]
    const b = [
      { NAME: 'htop', VERSION: '3' },
      { NAME: 'bash', ARCH: 'amd64', FROM: 'deb', VERSION: '5.2' },
    ]
    expect(between({ SOFTWARES: a }, { SOFTWARES: b })).toEqual([
      {
        section: 'SOFTWARES',
        added: [{ NAME: 'htop', VERSION: '3' }],
        removed: [{ NAME: 'vim', VERSION: '9' }],
        changed: [
          {
            identity: { NAME: 'bash', ARCH: 'amd64', FROM: 'deb' },
            changes: [{ field: 'VERSION', from: '5.1', to: '5.2' }],
          },
        ],
      },
    ])
  })

  it('of two kernels side by side the one that stays is not the one that changed', () => {
    const kernel = (VERSION: string) => ({ NAME: 'kernel', VERSION })
    const [found] = between({ SOFTWARES: [kernel('1'), kernel('2')] }, { SOFTWARES: [kernel('2'), kernel('3')] })
    expect(found?.changed.map(({ changes }) => changes)).toEqual([[{ field: 'VERSION', from: '1', to: '3' }]])
  })

  it('a field that comes or goes', () => {
    expect(between({ BIOS: { SSN: 'a' } }, { BIOS: { SMODEL: 'b' } })[0]?.changed).toEqual([
      {
        identity: {},
        changes: [
          { field: 'SMODEL', to: 'b' },
          { field: 'SSN', from: 'a' },
        ],
      },
    ])
  })

  it('volatile values are marked', () => {
    const [found] = between({ HARDWARE: { ETIME: 1 } }, { HARDWARE: { ETIME: 2 } })
    expect(found?.changed[0]?.changes).toEqual([{ field: 'ETIME', from: 1, to: 2, volatile: true }])
  })

  it('dates and words of XML and JSON are the same', () => {
    const xml = {
      SOFTWARES: [{ NAME: 'a', INSTALLDATE: '31/12/2024' }],
      NETWORKS: [{ DESCRIPTION: 'e', STATUS: 'Up' }],
    }
    const json = {
      SOFTWARES: [{ NAME: 'a', INSTALLDATE: '2024-12-31' }],
      NETWORKS: [{ DESCRIPTION: 'e', STATUS: 'up' }],
    }
    expect(between(xml, json)).toEqual([])
  })

  it('sections of the user, texts, lists', () => {
    expect(
      between({ X: [{ NAME: 'a', V: 1 }], VERSIONCLIENT: 'v1' }, { X: [{ NAME: 'a', V: 2 }], VERSIONCLIENT: 'v2' }),
    ).toEqual([
      {
        section: 'VERSIONCLIENT',
        added: [],
        removed: [],
        changed: [{ identity: {}, changes: [{ field: '', from: 'v1', to: 'v2' }] }],
      },
      {
        section: 'X',
        added: [],
        removed: [],
        changed: [{ identity: { NAME: 'a' }, changes: [{ field: 'V', from: '1', to: '2' }] }],
      },
    ])
  })
})

const entry = (name: string) =>
  fc.record(
    Object.fromEntries(
      Object.keys((schema as Schema)[name]?.fields ?? {}).map((field) => [
        field,
        fc.constantFrom('', '1', '2', '10.0.0.1', '00:11:22:33:44:55'),
      ]),
    ),
    { requiredKeys: [] },
  )
const lists = Object.entries(schema as Schema).flatMap(([name, { many }]) => (many ? [name] : []))
const some = fc
  .constantFrom(...lists)
  .chain((name) => fc.tuple(fc.constant(name), fc.array(entry(name), { maxLength: 6 })))

describe('whatever the entries', () => {
  it('their order says nothing', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), ([name, entries], ranks) => {
        const shuffled = entries.map((one) => [ranks.next().value, one] as const).sort(([a], [b]) => a - b)
        expect(between({ [name]: entries }, { [name]: shuffled.map(([, one]) => one) })).toEqual([])
      }),
    )
  })

  it('every entry is accounted for once, and the other way round is the mirror', () => {
    fc.assert(
      fc.property(some, fc.nat(6), ([name, entries], at) => {
        const [a, b] = [content({ [name]: entries.slice(0, at) }), content({ [name]: entries.slice(at) })] as const
        const size = (side: object) => ((side as Record<string, unknown[]>)[name] ?? []).length
        const [there] = compare(a, b)
        const [back] = compare(b, a)
        expect((there?.added.length ?? 0) - (there?.removed.length ?? 0)).toBe(size(b) - size(a))
        expect(there?.added.length).toBe(back?.removed.length)
      }),
    )
  })
})

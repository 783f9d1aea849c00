import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { uniqueNames } from './file-names.ts'
import { type Places, targetsOf } from './targets.ts'

const targets = (places: Partial<Places>) => [
  ...targetsOf({ hosts: [], files: [], ports: [], transports: [], ...places }),
]
const hosts = (...words: readonly string[]) => targets({ hosts: words }).map(({ host }) => host)

test.each<[readonly string[], readonly string[]]>([
  [['192.0.2.1'], ['192.0.2.1']],
  [['Switch-1.Example.com'], ['switch-1.example.com']],
  [['3com-switch'], ['3com-switch']],
  [['192.0.2.254/31'], ['192.0.2.254', '192.0.2.255']],
  [['192.0.2.1-3'], ['192.0.2.1', '192.0.2.2', '192.0.2.3']],
  [['2001:db8::fe-2001:db8::100'], ['2001:db8::fe', '2001:db8::ff', '2001:db8::100']],
  [['[2001:db8::1]'], ['2001:db8::1']],
  [['fe80::1%eth0'], ['fe80::1%eth0']],
  [
    ['a', 'b', 'A'],
    ['a', 'b'],
  ],
  [
    ['192.0.2.1', '192.0.2.0/30'],
    ['192.0.2.1', '192.0.2.0', '192.0.2.2', '192.0.2.3'],
  ],
])('%j', (words, found) => {
  expect(hosts(...words)).toEqual(found)
})

test.each([
  '',
  '.',
  '192.0.2',
  '192.0.2.1.5',
  'a b',
  'a/b',
  '-x',
  'fe80::1%',
  '192.0.2.1/33',
  '192.0.2.1-0',
  '255.255.255.255',
])('no host: %j', (word) => {
  expect(() => hosts(word)).toThrow(/invalid for option host/)
})

it('ports, transports and files stand at the place of their host', () => {
  expect(
    targets({
      hosts: ['a', '192.0.2.1-2', 'b'],
      ports: [161, 1161],
      transports: ['tcp/ipv4'],
      files: ['x', 'y', 'z', 'w'],
    }),
  ).toEqual([
    { id: '0', host: 'a', port: 161, transport: 'tcp/ipv4', file: 'x' },
    { id: '1', host: '192.0.2.1', port: 1161, transport: 'tcp/ipv4', file: 'y' },
    { id: '2', host: '192.0.2.2', port: 1161, transport: 'tcp/ipv4', file: 'y' },
    { id: '3', host: 'b', port: 161, transport: 'tcp/ipv4', file: 'z' },
    { id: '4', host: '127.0.0.1', port: 161, transport: 'tcp/ipv4', file: 'w' },
  ])
})

describe('shares', () => {
  it('are all devices, each in one of them, with the number that it has in the whole', () => {
    const words = fc.uniqueArray(
      fc.constantFrom('a', 'b', 'c.example', '192.0.2.0/27', '192.0.2.5', '2001:db8::/124', '10.0.0.1-9'),
    )
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 7 }), (list, of) => {
        const shares = Array.from({ length: of }, (_, index) => targets({ hosts: list, shard: { index, of } }))
        const byId = (a: { id?: string }, b: { id?: string }): number => Number(a.id) - Number(b.id)
        expect(shares.flat().sort(byId)).toEqual(targets({ hosts: list }))
      }),
    )
  })

  it('do not depend on the order of the list', () => {
    const list = Array.from({ length: 60 }, (_, at) => `host${at}`)
    const share = (words: readonly string[]) =>
      targets({ hosts: words, shard: { index: 1, of: 3 } }).map(({ host }) => host)
    expect(share([...list].reverse()).sort()).toEqual(share(list).sort())
    expect(share(list).length).toBeGreaterThan(10)
    expect(share(list).length).toBeLessThan(30)
  })
})

test('names of files', () => {
  const name = uniqueNames()
  expect(['192.0.2.1', '2001:db8::1', '../../etc/passwd', '/a/b/sw.walk', 'sw.walk', '..', ''].map(name)).toEqual([
    '192.0.2.1',
    '2001_db8_1',
    'passwd',
    'sw.walk',
    'sw.walk-2',
    'device',
    'device-2',
  ])
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { admit } from '../model/admit.ts'
import type { Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import { escapeHtml } from './escape.ts'
import { writeHtml } from './inventory.ts'
import { label, title } from './labels.ts'
import { quantity } from './quantity.ts'
import { summary } from './summary.ts'

const page = (content: Record<string, unknown>, options = {}) =>
  writeHtml({ deviceid: 'lab1-2026-11-25-12-00-00', tag: 'lab', content: admit(content, () => {}) }, options)

test.each([
  ['16384', 'MiB', '16 GiB'],
  ['23866', 'MiB', '23.3 GiB'],
  ['512110', 'MB', '512 GB'],
  ['999', 'MB', '999 MB'],
  ['2400', 'MHz', '2.4 GHz'],
  ['11520', 'mV', '11.5 V'],
  ['50500', 'mWh', '50.5 Wh'],
  ['1000', 'Mb/s', '1 Gb/s'],
  ['1.5', '%', '1.5 %'],
  ['0', 'W', '0 W'],
  ['many', 'MB', 'many'],
  ['', 'MB', ''],
] as const)('%s %s reads %s', (value, unit, expected) => {
  expect(quantity(value, unit)).toBe(expected)
})

test.each([
  ['REAL_CAPACITY', 'Real capacity'],
  ['MACADDR', 'MAC address'],
  ['PV_UUID', 'PV UUID'],
  ['NAME', 'Name'],
])('%s is labelled %s', (field, expected) => {
  expect(label(field)).toBe(expected)
})

it('no two columns of a section have the same label, and no two sections the same title', () => {
  const titles = Object.keys(schema).map(title)
  expect(new Set(titles).size).toBe(titles.length)
  for (const [name, { fields }] of Object.entries(schema as Schema)) {
    const labels = Object.entries(fields).flatMap(([field, { legacy }]) => (legacy ? [] : [label(field)]))
    expect(
      labels.filter((one, index) => labels.indexOf(one) !== index),
      name,
    ).toEqual([])
  }
})

describe('the summary', () => {
  it('says what the machine is', () => {
    const content = admit(
      {
        BIOS: { SMANUFACTURER: 'LENOVO', SMODEL: 'ThinkPad T14', SSN: 'PF1' },
        HARDWARE: { CHASSIS_TYPE: 'Notebook', MEMORY: 15_800, VMSYSTEM: 'Physical' },
        OPERATINGSYSTEM: { FULL_NAME: 'Debian GNU/Linux 12', ARCH: 'x86_64' },
        CPUS: [
          { NAME: 'i5', CORE: 4, THREAD: 2 },
          { NAME: 'i5', CORE: 4, THREAD: 2 },
        ],
        MEMORIES: [{ CAPACITY: 8192 }, { CAPACITY: 8192 }, { CAPTION: 'empty' }],
        STORAGES: [
          { NAME: 'sda', MODEL: 'Disk', DISKSIZE: 512_110, TYPE: 'disk' },
          { NAME: 'sr0', TYPE: 'cd', DISKSIZE: 700 },
        ],
        NETWORKS: [{ IPADDRESS: '127.0.0.1' }, { IPADDRESS: '192.0.2.7' }, { IPADDRESS6: 'fe80::1' }],
        SOFTWARES: [{ NAME: 'a' }],
      },
      () => {},
    )
    expect(summary(content)).toEqual([
      ['Product', 'LENOVO ThinkPad T14'],
      ['Form', 'Notebook'],
      ['Serial number', 'PF1'],
      ['System', 'Debian GNU/Linux 12 (x86_64)'],
      ['Processor', '2 x i5, 4 cores x 2 threads'],
      ['Memory', '16 GiB in 2 modules, 15.4 GiB usable'],
      ['Disks', '512 GB Disk'],
      ['Addresses', '192.0.2.7'],
      ['Software', '1 package'],
    ])
  })
  it('of nothing is empty', () => {
    expect(summary({})).toEqual([])
  })
})

describe('the page', () => {
  it('shows sections in the order of people, fields that name first, empty columns not at all', () => {
    const html = page({
      PROCESSES: [{ CMD: 'init', PID: 1, USER: 'root' }],
      SOFTWARES: [
        { ARCH: 'amd64', NAME: 'bash', VERSION: '5.2', FILESIZE: 7_000_000, INSTALLDATE: '02/01/2024' },
        { NAME: 'dash', VERSION: '' },
      ],
      HARDWARE: { NAME: 'lab1', CHECKSUM: 131_071 },
    })
    expect([...html.matchAll(/<details id="(\w+)"( open)?/g)].map(([, id, open]) => [id, open !== undefined])).toEqual([
      ['hardware', true],
      ['softwares', true],
      ['processes', false],
    ])
    const software = html.slice(html.indexOf('id="softwares"'))
    const heads = [...software.slice(0, software.indexOf('</thead>')).matchAll(/>([^<]+)<\/button>/g)].map(
      ([, head]) => head,
    )
    expect(heads).toEqual(['Name', 'Version', 'Arch', 'Size', 'Installed'])
    expect(software).toContain('<td class="number" data-v="7000000">7 MB</td><td data-v="2024-01-02">02/01/2024</td>')
    expect(html).not.toContain('131071')
  })

  it('names the sources of a section, and what is missing', () => {
    const html = page({ HARDWARE: { NAME: 'lab1' } }, { source: () => '/proc/<n>', notes: ['run as root & see more'] })
    expect(html).toContain('<p class="source">Source: /proc/&lt;n&gt;</p>')
    expect(html).toContain('<li>run as root &amp; see more</li>')
  })

  it('allows its own script and style, and nothing else', () => {
    expect(page({})).toMatch(
      /content="default-src 'none'; img-src data:; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';/,
    )
  })

  it('whatever the values, they are text: the same elements, no reference to anywhere', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=//x onerror=y>',
        "' onload='x",
        '</table>',
        '<!--',
        ']]>',
        '&lt;',
      ),
    )
    const elements = (html: string) => html.match(/<\/?[a-z][^\s>]*/gi)
    const plain = elements(page({ SOFTWARES: [{ NAME: 'a', VERSION: 'b' }] }))
    fc.assert(
      fc.property(evil, evil, (name, version) => {
        const html = page({ SOFTWARES: [{ NAME: `a${name}`, VERSION: `b${version}` }] })
        expect(elements(html)).toEqual(plain)
        expect(html).toContain(escapeHtml(`a${name}`))
      }),
    )
  })
})

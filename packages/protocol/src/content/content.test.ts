import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Content } from '../model/table.ts'
import { XmlError } from '../xml/error.ts'
import { AdditionalError, isAdditionalName, readAdditional } from './additional.ts'
import { categories, parseCategories, withoutCategories } from './category.ts'
import { checksum, everything } from './checksum.ts'
import { legacyFields } from './legacy.ts'

describe('categories', () => {
  it('are those of the manual', () => {
    expect(categories).toEqual(
      `accesslog antivirus battery bios controller cpu database drive environment firewall hardware input licenseinfo
      local_group local_user lvm memory modem monitor network os port printer process provider psu registry remote_mgmt
      rudder slot software sound storage usb user video virtualmachine`.split(/\s+/),
    )
  })

  it.each([
    ['cpu,software', ['cpu', 'software']],
    [' CPU , Software,,', ['cpu', 'software']],
    [
      'batteries,license,usbdevices,envs,firewalls,databases_services',
      ['battery', 'licenseinfo', 'usb', 'environment', 'firewall', 'database'],
    ],
    ['physical_volumes', ['lvm']],
    ['user', ['user', 'local_user', 'local_group']],
    ['', []],
  ])('%j', (value, expected) => {
    const { disabled, warnings } = parseCategories([value])
    expect([...disabled]).toEqual(expected)
    expect(warnings).toEqual([])
  })

  it('warn of what does nothing', () => {
    const { disabled, warnings } = parseCategories(['cpus', 'nonsense,bios', '__proto__'])
    expect([...disabled]).toEqual(['cpu'])
    expect(warnings).toHaveLength(3)
    expect(warnings[0]).toContain('unknown category "nonsense"')
    expect(warnings[1]).toBe('category bios is always kept')
  })

  it('take their sections and figures away', () => {
    const content: Content = {
      HARDWARE: { NAME: 'n', MEMORY: 1, SWAP: 2, LASTLOGGEDUSER: 'u', DATELASTLOGGEDUSER: 'd' },
      MEMORIES: [{ CAPACITY: 1 }],
      USERS: [{ LOGIN: 'u' }],
      LOCAL_USERS: [{ ID: '1' }],
      LOCAL_GROUPS: [{ ID: '1', NAME: 'g' }],
      CPUS: [{ NAME: 'c' }],
      VERSIONCLIENT: 'v',
    }
    expect(withoutCategories(content, new Set())).toBe(content)
    expect(withoutCategories(content, parseCategories(['memory,user']).disabled)).toEqual({
      HARDWARE: { NAME: 'n' },
      CPUS: [{ NAME: 'c' }],
      VERSIONCLIENT: 'v',
    })
  })
})

describe('legacy fields', () => {
  const fields = (content: Content) =>
    Object.fromEntries(legacyFields(content).map(({ field, value }) => [field, value]))

  it('come from the rest of the inventory', () => {
    expect(
      fields({
        CPUS: [{ NAME: 'first', SPEED: 2400 }, { NAME: 'second' }],
        NETWORKS: [
          { IPADDRESS: '127.0.0.1' },
          { IPADDRESS: '192.0.2.1' },
          { DESCRIPTION: 'x' },
          { IPADDRESS: '198.51.100.7' },
        ],
        USERS: [{ LOGIN: 'ann' }, { LOGIN: 'bob', DOMAIN: 'EXAMPLE' }],
        OPERATINGSYSTEM: { KERNEL_NAME: 'linux', KERNEL_VERSION: '6.1', FULL_NAME: 'Example Linux 1', NAME: 'Example' },
      }),
    ).toEqual({
      PROCESSORN: 2,
      PROCESSORS: 2400,
      PROCESSORT: 'first',
      IPADDR: '192.0.2.1/198.51.100.7',
      USERID: 'bob',
      USERDOMAIN: 'EXAMPLE',
      OSNAME: 'Example Linux 1',
      OSVERSION: '6.1',
    })
  })

  it('name their source', () => {
    expect(legacyFields({ CPUS: [{ NAME: 'c' }] })).toContainEqual({
      field: 'PROCESSORT',
      value: 'c',
      from: 'CPUS[0]/NAME',
    })
  })

  it('split a login with its domain', () => {
    expect(fields({ USERS: [{ LOGIN: 'EXAMPLE\\ann' }] })).toEqual({ USERID: 'ann', USERDOMAIN: 'EXAMPLE' })
  })

  it('follow each system', () => {
    const os = { KERNEL_VERSION: 'k', VERSION: 'v', NAME: 'n', FULL_NAME: 'f' }
    expect(fields({ OPERATINGSYSTEM: { ...os, KERNEL_NAME: 'darwin' } })).toEqual({ OSNAME: 'f', OSVERSION: 'v' })
    expect(fields({ OPERATINGSYSTEM: { ...os, KERNEL_NAME: 'hpux' } })).toEqual({ OSNAME: 'n', OSVERSION: 'k' })
  })

  it('never replace what is known', () => {
    const content: Content = {
      HARDWARE: { OSNAME: 'mine', NAME: 'h' },
      OPERATINGSYSTEM: { FULL_NAME: 'f' },
      CPUS: [{}],
    }
    expect(fields(content)).toEqual({ PROCESSORN: 1 })
    expect(fields({ HARDWARE: { NAME: 'h' } })).toEqual({})
  })
})

describe('checksum', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('base64')
  const content: Content = {
    HARDWARE: { NAME: 'h', ETIME: 1, CHECKSUM: 5, DESCRIPTION: 'x86_64/100' },
    SOFTWARES: [{ NAME: 'a', VERSION: '1' }],
    INPUTS: [{ NAME: 'k' }],
  }
  const { digests } = checksum(content, undefined, md5)
  const now = (changed: Content) => checksum({ ...content, ...changed }, digests, md5).checksum

  it('of a first inventory is all bits', () => {
    expect(everything).toBe(131071)
    expect(checksum({}, undefined, md5).checksum).toBe(everything)
  })

  it('has a bit for each section that changed', () => {
    expect(now({})).toBe(0)
    expect(now({ SOFTWARES: [{ NAME: 'a', VERSION: '2' }] })).toBe(65536)
    expect(now({ INPUTS: [], HARDWARE: { NAME: 'other' } })).toBe(1024 + 1)
    expect(now({ CPUS: [{ NAME: 'no bit' }] })).toBe(0)
  })

  it('does not see time pass, nor the order of fields, nor digits as text', () => {
    expect(now({ HARDWARE: { DESCRIPTION: 'x86_64/200', CHECKSUM: 0, ETIME: 9, NAME: 'h' } })).toBe(0)
    expect(now({ SOFTWARES: [{ VERSION: '1', NAME: 'a' }] })).toBe(0)
  })

  it('counts a section without digest as changed', () => {
    const { BIOS: _, ...others } = digests
    expect(checksum(content, others, md5).checksum).toBe(2)
  })
})

describe('additional content', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const read = (file: string, text: string) => readAdditional(file, bytes(text))

  it('XML: elements with elements are maps, repeated ones lists', async () => {
    const content = await read(
      'a.xml',
      `<?xml version="1.0"?>
      <REQUEST><CONTENT>
        <HARDWARE><NAME>new</NAME><UUID></UUID></HARDWARE>
        <SOFTWARES><NAME>b</NAME></SOFTWARES>
        <SOFTWARES><NAME>c &amp; d</NAME></SOFTWARES>
        <LOCAL_GROUPS><ID>1</ID><MEMBER>x</MEMBER><MEMBER>y</MEMBER></LOCAL_GROUPS>
        <SOUNDS/>
        <__proto__><A>1</A></__proto__>
      </CONTENT></REQUEST>`,
    )
    expect(Object.entries(content)).toEqual([
      ['HARDWARE', { NAME: 'new', UUID: '' }],
      ['SOFTWARES', [{ NAME: 'b' }, { NAME: 'c & d' }]],
      ['LOCAL_GROUPS', { ID: '1', MEMBER: ['x', 'y'] }],
      ['__proto__', { A: '1' }],
    ])
  })

  it('JSON: the names of the JSON inventory, or those of XML', async () => {
    const json = {
      content: {
        hardware: { name: 'new' },
        softwares: [{ name: 'b', install_date: '2026-01-02', no_remove: true }],
        firewalls: [{ status: 'on' }],
        storages: [{ serial: 'S' }],
        networks: { mac: '00:00:5E:00:53:01' },
        local_groups: [{ id: 1, name: 'g', members: ['x'] }],
        databases_services: [{ name: 'd', databases: [{ name: 'e', is_active: true }] }],
        BIOS: { ASSETTAG: 'A1' },
      },
    }
    expect(await read('a.JSON', JSON.stringify(json))).toEqual({
      HARDWARE: { NAME: 'new' },
      SOFTWARES: [{ NAME: 'b', INSTALLDATE: '2026-01-02', NO_REMOVE: true }],
      FIREWALL: [{ STATUS: 'on' }],
      STORAGES: [{ SERIALNUMBER: 'S' }],
      NETWORKS: { MACADDR: '00:00:5E:00:53:01' },
      LOCAL_GROUPS: [{ ID: 1, NAME: 'g', MEMBER: ['x'] }],
      DATABASES_SERVICES: [{ NAME: 'd', DATABASES: [{ NAME: 'e', IS_ACTIVE: true }] }],
      BIOS: { ASSETTAG: 'A1' },
    })
  })

  it.each([
    ['a.xml', '<REPLY/>', AdditionalError],
    ['a.xml', '<REQUEST><CONTENT>text only</CONTENT></REQUEST>', AdditionalError],
    ['a.xml', '<REQUEST>', XmlError],
    ['a.xml', '', XmlError],
    ['a.json', '{', AdditionalError],
    ['a.json', '[]', AdditionalError],
    ['a.json', '{"content":[]}', AdditionalError],
  ])('%s %s gives nothing', async (file, text, error) => {
    await expect(read(file, text)).rejects.toThrow(error)
  })

  it('goes by the name of the file', () => {
    expect(['a.xml', 'A.XML', 'a.json', 'a.txt', 'xml'].map(isAdditionalName)).toEqual([true, true, true, false, false])
  })
})

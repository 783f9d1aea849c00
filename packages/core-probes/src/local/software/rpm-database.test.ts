import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import initSql from 'sql.js'
import { describe, expect, it } from 'vitest'
import { withLog } from '../sqlite/apply-wal.ts'
import { linuxPackageManagers } from './managers.ts'
import { blobsOfNdb } from './parse-ndb.ts'
import { parseRpmHeader } from './parse-rpm-header.ts'
import { linuxRpm } from './rpm.ts'

/** A header of rpm: index of tag, type, offset, count, then data. Texts are strings, numbers 32 bits, bigints 64. */
function header(tags: Readonly<Record<number, string | number | bigint>>): Buffer {
  const index: Buffer[] = []
  let data = Buffer.alloc(0)
  for (const [tag, value] of Object.entries(tags)) {
    const [type, bytes] =
      typeof value === 'string'
        ? [tag === '1004' ? 9 : 6, Buffer.from(`${value}\0`)]
        : typeof value === 'number'
          ? [4, Buffer.from(Uint32Array.of(value).buffer).swap32()]
          : [5, Buffer.from(BigUint64Array.of(value).buffer).swap64()]
    index.push(Buffer.from(Uint32Array.of(Number(tag), type, data.length, 1).buffer).swap32())
    data = Buffer.concat([data, bytes])
  }
  return Buffer.concat([Buffer.from(Uint32Array.of(index.length, data.length).buffer).swap32(), ...index, data])
}

const bash = header({
  1000: 'bash',
  1001: '5.2.26',
  1002: '3.fc40',
  1004: 'The shell é',
  1008: 1_700_000_000,
  1009: 8_000_000,
  1011: 'Example',
  1022: 'x86_64',
})
const large = header({ 1000: 'data', 1001: '1', 1002: '1', 5009: 5_000_000_000n, 1022: 'noarch' })
const key = header({ 1000: 'gpg-pubkey', 1001: 'abc', 1002: '1' })

const expected = [
  {
    NAME: 'bash',
    VERSION: '5.2.26-3.fc40',
    ARCH: 'x86_64',
    FROM: 'rpm',
    FILESIZE: '8000000',
    INSTALLDATE: '14/11/2023',
    PUBLISHER: 'Example',
    COMMENTS: 'The shell é',
  },
  { NAME: 'data', VERSION: '1-1', FILESIZE: '5000000000' },
]

interface Sql {
  run(sql: string, values?: readonly unknown[]): void
  export(): Uint8Array
}

/** Databases as rpm makes them, before and after a package is added. */
async function databases(): Promise<readonly [Uint8Array, Uint8Array]> {
  const { Database } = await initSql({} as Parameters<typeof initSql>[0])
  const database = new (Database as unknown as new () => Sql)()
  database.run("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
  const add = (blob: Uint8Array): void => database.run('INSERT INTO Packages (blob) VALUES (?)', [blob])
  add(key)
  add(bash)
  const before = database.export()
  add(Buffer.concat([large, Buffer.alloc(30_000)]))
  return [before, database.export()]
}

/** A write-ahead log that leads from one database to the other; its last transaction may be incomplete. */
function log(before: Uint8Array, after: Uint8Array, complete = true): Buffer {
  const size = 4096
  const parts: Buffer[] = []
  let sum: readonly [number, number] = [0, 0]
  const add = (bytes: Buffer): void => {
    let [a, b] = sum
    for (let at = 0; at < bytes.length; at += 8) {
      a = (a + bytes.readUInt32BE(at) + b) >>> 0
      b = (b + bytes.readUInt32BE(at + 4) + a) >>> 0
    }
    sum = [a, b]
  }
  const words = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer).swap32()
  const head = words(0x377f0683, 3_007_000, size, 0, 11, 22)
  add(head)
  parts.push(head, words(...sum))
  const pages = after.length / size
  const changed = Array.from({ length: pages }, (_, page) => page).filter((page) => {
    const [from, to] = [page * size, page * size + size]
    return Buffer.compare(before.subarray(from, to), after.subarray(from, to)) !== 0
  })
  for (const page of changed) {
    const last = page === changed.at(-1)
    const start = words(page + 1, last && complete ? pages : 0)
    const content = Buffer.from(after.subarray(page * size, page * size + size))
    add(start)
    add(content)
    parts.push(start, words(11, 22, ...sum), content)
  }
  return Buffer.concat(parts)
}

/** Packages.db: one page of slots, then blobs. */
function ndb(...blobs: readonly Buffer[]): Buffer {
  const page = Buffer.alloc(4096)
  page.write('RpmP')
  page.writeUInt32LE(1, 12)
  const rest: Buffer[] = []
  let block = 256
  blobs.forEach((blob, at) => {
    const slot = 32 + at * 32
    page.write('Slot', slot)
    page.writeUInt32LE(at + 1, slot + 4)
    page.writeUInt32LE(block, slot + 8)
    const head = Buffer.alloc(16)
    head.write('BlbS')
    head.writeUInt32LE(at + 1, 4)
    head.writeUInt32LE(blob.length, 12)
    const whole = Buffer.concat([head, blob, Buffer.alloc(16 + (-blob.length & 15))])
    rest.push(whole)
    block += whole.length / 16
  })
  return Buffer.concat([page, ...rest])
}

const packages = async (files: Readonly<Record<string, Uint8Array>>) => {
  const { patches, debug } = await runProbe(linuxRpm, captureText({ files }))
  return { found: patches.flatMap(({ content }) => content.SOFTWARES ?? []), debug }
}

const path = '/usr/lib/sysimage/rpm/rpmdb.sqlite'

describe('without rpm', () => {
  it('its SQLite database is read, without keys', async () => {
    const [before] = await databases()
    expect((await packages({ [path]: before })).found).toMatchObject(expected.slice(0, 1))
  })

  it('and the log beside it', async () => {
    const [before, after] = await databases()
    expect((await packages({ [path]: before, [`${path}-wal`]: log(before, after) })).found).toMatchObject(expected)
  })

  it('but no transaction that was not finished', async () => {
    const [before, after] = await databases()
    const { found } = await packages({ [path]: before, [`${path}-wal`]: log(before, after, false) })
    expect(found).toMatchObject(expected.slice(0, 1))
  })

  it('its own database is read', async () => {
    expect((await packages({ '/var/lib/rpm/Packages.db': ndb(key, bash, large) })).found).toMatchObject(expected)
  })

  it('a broken one is told, and nothing worse', async () => {
    const { found, debug } = await packages({ [path]: Buffer.from('SQLite format 3\0 and then nonsense') })
    expect(found).toEqual([])
    expect(debug).toHaveLength(1)
  })

  it('Berkeley DB is left alone', async () => {
    expect(await packages({ '/var/lib/rpm/Packages': Buffer.from('x') })).toEqual({ found: [], debug: [] })
  })
})

it('Nix without its program: what the profiles need', async () => {
  const { Database } = await initSql({} as Parameters<typeof initSql>[0])
  const database = new (Database as unknown as new () => Sql)()
  database.run('CREATE TABLE ValidPaths (id INTEGER PRIMARY KEY, path TEXT, registrationTime INTEGER, narSize INTEGER)')
  database.run('CREATE TABLE Refs (referrer INTEGER, reference INTEGER)')
  for (const [at, name] of ['user-environment', 'git-2.43.0', 'zlib-1.3', 'gone-1.0'].entries())
    database.run('INSERT INTO ValidPaths VALUES (?, ?, 1700000000, 1000)', [at + 1, `/nix/store/abc-${name}`])
  database.run('INSERT INTO Refs VALUES (1, 2), (2, 3), (3, 3)')
  const profile = '/nix/var/nix/profiles/default-1-link'
  const capture = captureText({
    files: { '/nix/var/nix/db/db.sqlite': database.export() },
    links: { [profile]: '/nix/store/abc-user-environment' },
  })
  const nix = linuxPackageManagers.find(({ name }) => name === 'linux/nix')
  const { patches } = await runProbe(nix as NonNullable<typeof nix>, capture)
  expect(patches[0]?.content.SOFTWARES).toEqual([
    { NAME: 'git', VERSION: '2.43.0', FROM: 'nix', FILESIZE: 1000, INSTALLDATE: '14/11/2023' },
    { NAME: 'zlib', VERSION: '1.3', FROM: 'nix', FILESIZE: 1000, INSTALLDATE: '14/11/2023' },
  ])
})

describe('parsers', () => {
  const noisy = (good: Buffer) =>
    fc.tuple(fc.nat(good.length), fc.uint8Array({ maxLength: 64 }), fc.boolean()).map(([at, noise, rest]) => {
      const tail = rest ? good.subarray(at + noise.length) : Buffer.alloc(0)
      return Buffer.concat([good.subarray(0, at), noise, tail])
    })

  it('of headers are total', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), noisy(bash)), (bytes) => void parseRpmHeader(bytes)))
  })

  it('of ndb are total', () => {
    fc.assert(fc.property(noisy(ndb(bash, large)), (bytes) => void [...blobsOfNdb(bytes)].map(parseRpmHeader)))
  })

  it('of logs are total, and a broken frame ends them', async () => {
    const [before, after] = await databases()
    const whole = log(before, after)
    expect(Buffer.from(withLog(before, whole)).subarray(100)).toEqual(Buffer.from(after).subarray(100))
    fc.assert(
      fc.property(noisy(whole), (bytes) => {
        const merged = withLog(before, bytes)
        expect([before.length, after.length]).toContain(merged.length)
      }),
    )
  })
})

import { type Argv, captureHost, type Host, ok, parseCapture, type RunOptions } from '@fusioninventory/core-probes/host'
import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DatabaseLogin } from '../probe.ts'
import { linuxDatabases } from './linux.ts'
import { parseDb2Databases, parseDb2Size, parseDb2Snapshot, parseDb2Versions } from './parse-db2.ts'
import { parseMongoDatabases } from './parse-mongodb.ts'
import { parseOratab } from './parse-oracle.ts'
import { answersOf, scriptOf } from './script.ts'

type Commands = Readonly<Record<string, string>>
const run = async (commands: Commands, files = {}, databases: readonly DatabaseLogin[] | null = [{}]) => {
  const { patches } = await runProbe(linuxDatabases, captureText({ commands, files }), {
    probe: { databases: databases ?? undefined },
  })
  return patches.flatMap(({ content }) => content.DATABASES_SERVICES ?? [])
}
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
const mysql = (statement: string): string => `mysql -q -sN -e ${quote(statement)}`
const sum = 'SELECT sum(data_length+index_length) FROM information_schema.TABLES WHERE table_schema = '

describe('linuxDatabases', () => {
  const version = { [mysql("SHOW VARIABLES LIKE 'version'")]: 'version\t8.0.36\n' }

  it('asks nobody where nobody wants to know', async () => {
    expect(await run(version, {}, null)).toEqual([])
    expect(await run(version, {}, [{ use: 'oracle' }])).toEqual([])
  })

  it('MySQL', async () => {
    expect(
      await run({
        ...version,
        [mysql('SHOW DATABASES')]: "shop\nwe'ird\n",
        [mysql(`${sum}'shop'`)]: '3145729\n',
        [mysql(`${sum}'we''ird'`)]: 'NULL\n',
      }),
    ).toMatchObject([
      {
        TYPE: 'mysql',
        NAME: 'MySQL',
        MANUFACTURER: 'Oracle',
        VERSION: '8.0.36',
        PORT: 3306,
        SIZE: 3,
        DATABASES: [
          { NAME: 'shop', SIZE: 3 },
          { NAME: "we'ird", SIZE: undefined },
        ],
      },
    ])
  })

  it('PostgreSQL, as the account that owns it', async () => {
    const psql = (statement: string): string =>
      `runuser -u postgres -- psql -Anqtw -F, -d postgres -c ${quote(statement)}`
    expect(
      await run({
        psql: '',
        [psql('SHOW server_version')]: '15.5 (Debian 15.5-1)\n',
        [psql('SELECT pg_postmaster_start_time()')]: '2026-01-02 03:04:05.678+01\n',
        [psql('SELECT datname,oid FROM pg_database')]: 'a,b,16385\n',
        [psql("SELECT pg_database_size('a,b')")]: '7500000\n',
      }),
    ).toMatchObject([
      { VERSION: '15.5', LAST_BOOT_DATE: '2026-01-02 03:04:05', SIZE: 7, DATABASES: [{ NAME: 'a,b', SIZE: 7 }] },
    ])
  })

  it('MongoDB, by its newer shell', async () => {
    const shell = (statement: string): string => `mongosh --quiet --eval ${quote(`EJSON.stringify(${statement})`)}`
    expect(
      await run({
        [shell('db.version()')]: '"7.0.4"\n',
        [shell('db.adminCommand( { listDatabases: 1 } ).databases')]: '[{"name":"x","sizeOnDisk":2097152}]\n',
        [shell("db.getSiblingDB('x').runCommand({'ping': 1}).ok")]: '1\n',
      }),
    ).toMatchObject([{ VERSION: '7.0.4', SIZE: 2, DATABASES: [{ NAME: 'x', SIZE: 2, IS_ACTIVE: true }] }])
  })
})

/** A host that has every client, and remembers what they are called with. */
function spy() {
  const calls: { argv: Argv; options: RunOptions | undefined }[] = []
  const files = { '/etc/oratab': 'ORCL:/u01/oracle:Y\n' }
  const host: Host = {
    ...captureHost(parseCapture(captureText({ files }))),
    commands: {
      which: async (name) => ok(`/usr/bin/${name}`),
      async run(argv, options) {
        calls.push({ argv, options })
        if (argv[0] === 'db2ls') return ok({ stdout: '/opt/db2:11.5.0.0:0\n', code: 0 })
        if (argv[0] === 'db2ilist') return ok({ stdout: 'inst1\n', code: 0 })
        const directory = 'Database 1 entry:\n Database alias = SHOP\n Directory entry type = Indirect\n'
        return ok({ stdout: `${answer(1)}${directory}`, code: 0 })
      },
    },
  }
  return { host, calls }
}
const answer = (index: number): string => scriptOf([], ['', ''], (text) => text, '').split('\n')[index * 2] ?? ''

it('a password never stands among arguments', async () => {
  const { host, calls } = spy()
  const databases = [{ login: 'ann', password: 'hunter2', host: 'db1', port: '1' }]
  await linuxDatabases.run(host, {
    signal: new AbortController().signal,
    debug() {},
    hint() {},
    options: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true, databases },
  })
  expect(calls.length).toBeGreaterThan(6)
  expect(JSON.stringify(calls.map(({ argv }) => argv))).not.toContain('hunter2')
  for (const { argv, options } of calls) {
    const said = options?.stdin?.includes('hunter2') ?? false
    expect(said, argv.join(' ')).toBe(options?.secretStdin === true)
  }
  const told = calls.map(({ options }) => `${JSON.stringify(options?.env ?? {})}${options?.stdin ?? ''}`)
  expect(told.filter((one) => one.includes('hunter2')).length).toBeGreaterThan(5)
})

describe('parsers', () => {
  it('oratab: databases only', () => {
    expect(parseOratab('# x\n+ASM:/grid:N\n*:/x:N\nORCL:/u01/app/19c/:Y\nBAD:/u01/../x:Y\n')).toEqual([
      { sid: 'ORCL', home: '/u01/app/19c' },
    ])
  })

  it('Db2: month before day', () => {
    expect(parseDb2Snapshot('Start Database Manager timestamp = 09/02/2021 07:00:05.7\n').started).toBe(
      '2021-09-02 07:00:05',
    )
  })

  it('sessions: an answer for each statement', () => {
    const script = scriptOf(['open'], ['one', 'two'], (text) => text, ';')
    expect(answersOf(script, 3)).toEqual(['\none;\n', '\ntwo;\n', ''])
  })

  it('are total', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(3), (text, count) => {
        for (const parse of [parseDb2Databases, parseDb2Size, parseDb2Snapshot, parseDb2Versions, parseOratab])
          parse(text)
        parseMongoDatabases(`[${text}`)
        answersOf(text, count)
      }),
    )
  })
})

import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyValues } from './answer.ts'
import { linuxAntivirus } from './linux.ts'
import { parseDatabaseHeader } from './parse-clamav.ts'
import { parseDefenderHealth } from './parse-defender.ts'
import { parseEsetModules } from './parse-eset.ts'

type Parts = Parameters<typeof captureText>[0]
const run = async (parts: Parts) => {
  const { patches } = await runProbe(linuxAntivirus, captureText(parts))
  return patches.flatMap(({ content }) => content.ANTIVIRUS ?? [])
}
const there = (...paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, 'f 755 0 0 1 0']))
const slice = '/sys/fs/cgroup/system.slice'

describe('linuxAntivirus', () => {
  it('has nothing to say where there is none', async () => {
    expect(await run({})).toEqual([])
  })

  it('Bitdefender', async () => {
    const tool = '/opt/bitdefender-security-tools/bin/bduitool'
    const status = (on: string, updates: string): string =>
      `Product version: 7.1\nNew product update available: no\nEngines version: 7.9\nNew security content available: ${updates}\nLast security content update: 2026-11-20 at 11:44:37 GMT+2\nFeatures:\n  - Antimalware status: ${on}\n`
    for (const [on, updates, enabled, fresh] of [
      ['On', 'no', true, true],
      ['Off', 'yes', false, false],
    ] as const)
      expect(await run({ stats: there(tool), commands: { [`${tool} get ps`]: status(on, updates) } })).toMatchObject([
        { VERSION: '7.1', BASE_VERSION: '7.9', ENABLED: enabled, UPTODATE: fresh, BASE_CREATION: '2026-11-20' },
      ])
  })

  it('Cortex', async () => {
    const tool = '/opt/traps/bin/cytool'
    const commands = {
      [`${tool} info`]: 'Cortex XDR (R) supervisor tool 8.1.0.5\n',
      [`${tool} info query`]: 'Content Version: 1000-5\n',
      [`${tool} runtime query`]:
        '  Name  PID  User  Status  Command\n   pmd   1   root   Stopped   /opt/traps/bin/pmd\n',
    }
    expect(await run({ stats: there(tool), commands })).toEqual([
      { NAME: 'Cortex XDR', COMPANY: 'Palo Alto Networks', VERSION: '8.1.0.5', ENABLED: false, BASE_VERSION: '1000-5' },
    ])
  })

  it('Defender', async () => {
    const health = {
      healthy: true,
      appVersion: '101.1',
      definitionsVersion: '1.400.1',
      definitionsStatus: { $type: 'upToDate' },
      definitionsUpdated: 1_700_000_000_000,
      productExpiration: '1800000000000',
      realTimeProtectionEnabled: { value: true },
    }
    const commands = { 'mdatp health --output json': JSON.stringify(health) }
    expect(await run({ commands })).toEqual([
      {
        NAME: 'Microsoft Defender',
        COMPANY: 'Microsoft',
        VERSION: '101.1',
        ENABLED: true,
        UPTODATE: true,
        BASE_VERSION: '1.400.1',
        BASE_CREATION: '2023-11-14',
        EXPIRATION: '2027-01-15',
      },
    ])
  })

  it('SentinelOne, CrowdStrike, ESET and Sophos', async () => {
    const s1 = '/opt/sentinelone/bin/sentinelctl'
    const falcon = '/opt/CrowdStrike/falconctl'
    const upd = '/opt/eset/efs/sbin/upd'
    const found = await run({
      stats: {
        ...there(s1, falcon, upd),
        [slice]: 'd 755 0 0 0 0',
        [`${slice}/falcon-sensor.service`]: 'd 755 0 0 0 0',
      },
      files: {
        '/opt/sophos-spl/base/VERSION.ini': 'PRODUCT_NAME = Sophos Protection for Linux\nPRODUCT_VERSION = 1.2.3\n',
      },
      commands: {
        [`${s1} version`]: 'Agent version: 23.1\n',
        [`${s1} engines status`]: 'DFI library version                 4.5\n',
        [`${s1} control status`]: 'Agent state      Disabled\n',
        [`${s1} management status`]: 'Connectivity                     Off\n',
        [`${falcon} -g --version`]: 'version = 7.10.16303.0\n',
        [`${upd} -v`]: 'upd (efs) 10.1.168.0\n',
        [`${upd} -l`]: 'EM000 Update module 1038 (20230101)\nEM002 Detection engine 28000 (20231114)\n',
      },
    })
    expect(found).toMatchObject([
      { NAME: 'SentinelAgent', VERSION: '23.1', ENABLED: false, UPTODATE: false, BASE_VERSION: '4.5' },
      { COMPANY: 'CrowdStrike', VERSION: '7.10.16303.0', ENABLED: true },
      { COMPANY: 'ESET', VERSION: '10.1.168.0', BASE_VERSION: '28000', BASE_CREATION: '2023-11-14', ENABLED: false },
      { NAME: 'Sophos Protection for Linux', VERSION: '1.2.3', ENABLED: false },
    ])
  })

  it.each([
    ['20 Nov 2026 09-30 +0000', true],
    ['01 Nov 2026 09-30 +0000', false],
  ])('ClamAV with signatures of %s', async (time, UPTODATE) => {
    const header = (version: number): string => `ClamAV-VDB:${time}:${version}:2000000:90:X:X:x:1:`.padEnd(600)
    const found = await run({
      files: { '/var/lib/clamav/daily.cvd': header(27_000), '/var/lib/clamav/daily.cld': header(27_100) },
      commands: { 'clamscan --version': 'ClamAV 1.4.3/27100/Fri Nov 20 2026\n' },
    })
    expect(found).toMatchObject([{ NAME: 'ClamAV', VERSION: '1.4.3', BASE_VERSION: '27100', UPTODATE }])
  })
})

it('parsers are total', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('ClamAV-VDB:', ':', '\n', '{"healthy":true}', '{', 'Detection engine 1', '  ', 'a  b', 'null'),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      parseDatabaseHeader(text)
      parseDefenderHealth(text)
      parseEsetModules(text)
      keyValues(text)
    }),
  )
  for (const unit of ['a ', ' ', '- ', 'a:', ' =', '\n']) {
    const started = performance.now()
    keyValues(unit.repeat(100_000))
    parseEsetModules(`detection engine ${unit.repeat(50_000)}`)
    expect(performance.now() - started).toBeLessThan(2000)
  }
})

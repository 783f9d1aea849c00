import type { Host } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { serviceReads } from '../service.ts'
import type { readers } from './readers.ts'

/** Asked only where its program or folder is. */
interface Product {
  readonly program?: string
  readonly dir?: string
  readonly commands: readonly (readonly string[])[]
  readonly read: keyof typeof readers
}

const bduitool = '/opt/bitdefender-security-tools/bin/bduitool'
const cytool = '/opt/traps/bin/cytool'
const sentinelctl = '/opt/sentinelone/bin/sentinelctl'
const falconctl = '/opt/CrowdStrike/falconctl'

const products: readonly Product[] = [
  { program: bduitool, commands: [[bduitool, 'get', 'ps']], read: 'bitdefender' },
  {
    program: cytool,
    commands: [
      [cytool, 'info'],
      [cytool, 'info', 'query'],
      [cytool, 'runtime', 'query'],
    ],
    read: 'cortex',
  },
  { program: 'mdatp', commands: [['mdatp', 'health', '--output', 'json']], read: 'defender' },
  {
    program: sentinelctl,
    commands: ['version', 'engines status', 'control status', 'management status'].map((words) => [
      sentinelctl,
      ...words.split(' '),
    ]),
    read: 'sentinelone',
  },
  { program: falconctl, commands: [[falconctl, '-g', '--version']], read: 'crowdstrike' },
  { dir: '/opt/eset', commands: [['/opt/eset/<product>/sbin/upd', '-l']], read: 'eset' },
  { dir: '/opt/sophos-spl', commands: [], read: 'sophos' },
  { dir: '/var/lib/clamav', commands: [['clamscan', '--version']], read: 'clamav' },
]

/** Antivirus programs and their like: each asked in its own words. */
export const linuxAntivirus = defineProbe({
  name: 'linux/antivirus',
  category: 'antivirus',
  platforms: ['linux'],
  reads: [
    ...serviceReads,
    ...products.flatMap(({ dir, program, commands }) => [
      ...(dir === undefined ? [] : [{ dir }]),
      ...(program?.startsWith('/') ? [{ file: program }] : []),
      ...commands.map((command) => ({ command, root: true })),
    ]),
  ],
  yields: ['ANTIVIRUS'],
  async run(host, ctx) {
    const found = products.map(async (product) => {
      if (!(await isThere(host, product))) return []
      const { readers } = await import('./readers.ts')
      return readers[product.read](host, ctx)
    })
    return (await Promise.all(found)).flat()
  },
})

async function isThere({ commands, files }: Host, { program, dir }: Product): Promise<boolean> {
  const path = program === undefined || program.startsWith('/') ? (program ?? dir) : undefined
  const sign = path === undefined ? await commands.which(program ?? '') : await files.stat(path)
  return sign.state === 'ok'
}

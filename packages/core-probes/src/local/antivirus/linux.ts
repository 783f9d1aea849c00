import type { Host } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import type { ReadAntivirus } from './answer.ts'

/** Its code is loaded only where its program or folder is. */
interface Product {
  readonly program?: string
  readonly dir?: string
  readonly commands: readonly (readonly string[])[]
  readonly load: () => Promise<{ readonly read: ReadAntivirus }>
}

const bduitool = '/opt/bitdefender-security-tools/bin/bduitool'
const cytool = '/opt/traps/bin/cytool'
const sentinelctl = '/opt/sentinelone/bin/sentinelctl'
const falconctl = '/opt/CrowdStrike/falconctl'

const products: readonly Product[] = [
  { program: bduitool, commands: [[bduitool, 'get', 'ps']], load: () => import('./bitdefender.ts') },
  {
    program: cytool,
    commands: [
      [cytool, 'info'],
      [cytool, 'info', 'query'],
      [cytool, 'runtime', 'query'],
    ],
    load: () => import('./cortex.ts'),
  },
  { program: 'mdatp', commands: [['mdatp', 'health', '--output', 'json']], load: () => import('./defender.ts') },
  {
    program: sentinelctl,
    commands: ['version', 'engines status', 'control status', 'management status'].map((words) => [
      sentinelctl,
      ...words.split(' '),
    ]),
    load: () => import('./sentinelone.ts'),
  },
  { program: falconctl, commands: [[falconctl, '-g', '--version']], load: () => import('./crowdstrike.ts') },
  { dir: '/opt/eset', commands: [['/opt/eset/<product>/sbin/upd', '-l']], load: () => import('./eset.ts') },
  { dir: '/opt/sophos-spl', commands: [], load: () => import('./sophos.ts') },
  { dir: '/var/lib/clamav', commands: [['clamscan', '--version']], load: () => import('./clamav.ts') },
]

/** Antivirus programs and their like: each asked in its own words. */
export const linuxAntivirus = defineProbe({
  name: 'linux/antivirus',
  category: 'antivirus',
  platforms: ['linux'],
  reads: products.flatMap(({ dir, commands }) => [
    ...(dir === undefined ? [] : [{ dir }]),
    ...commands.map((command) => ({ command, root: true })),
  ]),
  yields: ['ANTIVIRUS'],
  async run(host, ctx) {
    const found = products.map(async (product) =>
      (await isThere(host, product)) ? (await product.load()).read(host, ctx) : [],
    )
    return (await Promise.all(found)).flat()
  },
})

async function isThere({ commands, files }: Host, { program, dir }: Product): Promise<boolean> {
  const path = program === undefined || program.startsWith('/') ? (program ?? dir) : undefined
  const sign = path === undefined ? await commands.which(program ?? '') : await files.stat(path)
  return sign.state === 'ok'
}

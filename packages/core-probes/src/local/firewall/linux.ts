import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { serviceReads, serviceRuns } from '../service.ts'
import { chainsOfIptables, chainsOfNft, filtersInput } from './parse-rules.ts'
import { parseFirewalldStatus, parseUfwConfig, parseUfwStatus } from './parse-status.ts'

const ufwConfig = '/etc/ufw/ufw.conf'
const tables = ['/proc/net/ip_tables_names', '/proc/net/ip6_tables_names'] as const
const nfTables = '/sys/module/nf_tables'
const unitFolders = ['/usr/lib/systemd/system', '/lib/systemd/system'] as const
const enabledUnit = '/etc/systemd/system/multi-user.target.wants/firewalld.service'

interface State {
  readonly from: string
  readonly name: string
  readonly on: boolean
}

/** The firewall: ufw, else firewalld, else rules that the kernel has from anybody. */
export const linuxFirewall = defineProbe({
  name: 'linux/firewall',
  category: 'firewall',
  platforms: ['linux'],
  reads: [
    { file: ufwConfig },
    { command: ['ufw', 'status'], root: true },
    ...serviceReads,
    { file: enabledUnit },
    { file: nfTables },
    ...unitFolders.map((dir) => ({ dir })),
    { command: ['systemctl', 'status', 'firewalld.service'] },
    ...tables.map((file) => ({ file, root: true })),
    { command: ['iptables', '-S'], root: true },
    { command: ['ip6tables', '-S'], root: true },
    { command: ['nft', 'list', 'ruleset'], root: true },
  ],
  yields: ['FIREWALL'],
  async run(host) {
    const ufw = await askUfw(host)
    if (ufw?.on) return patch(ufw)
    const firewalld = await askFirewalld(host)
    if (firewalld?.on) return patch(firewalld)
    const rules = await askKernel(host)
    return patch(rules ?? ufw ?? firewalld)
  },
})

const patch = (state: State | undefined) =>
  state === undefined
    ? []
    : [
        {
          from: state.from,
          content: { FIREWALL: [{ STATUS: state.on ? 'on' : 'off', DESCRIPTION: state.on ? state.name : undefined }] },
        },
      ]

/** Its settings stay behind where it was removed, but not the program; a mounted disk has no programs to ask for. */
async function askUfw({ files, commands, facts }: Host): Promise<State | undefined> {
  const config = await files.text(ufwConfig)
  const program = await commands.which('ufw')
  if (config.state === 'ok' && (program.state === 'ok' || facts.release === undefined))
    return { from: ufwConfig, name: 'ufw', on: parseUfwConfig(config.value) }
  if (program.state !== 'ok') return undefined
  const status = ifOk(await commands.run(['ufw', 'status']))
  return status && { from: 'ufw status', name: 'ufw', on: parseUfwStatus(status.stdout) }
}

async function askFirewalld(host: Host): Promise<State | undefined> {
  const { files, commands } = host
  const name = 'firewalld'
  const runs = await serviceRuns(host, name)
  if (runs !== undefined) return { from: '/sys/fs/cgroup', name, on: runs }
  if ((await commands.which('systemctl')).state !== 'ok') {
    const enabled = (await files.stat(enabledUnit, { follow: false })).state === 'ok'
    return enabled ? { from: enabledUnit, name, on: true } : undefined
  }
  for (const dir of unitFolders)
    if ((await files.stat(dir)).state === 'ok' && (await files.stat(`${dir}/firewalld.service`)).state !== 'ok')
      return { from: dir, name, on: false }
  const status = ifOk(await commands.run(['systemctl', 'status', 'firewalld.service']))?.stdout ?? ''
  return { from: 'systemctl status', name, on: parseFirewalldStatus(status) }
}

/** Rules of iptables, or of nftables where its module is loaded; undefined where neither filters. */
async function askKernel({ files, commands, facts }: Host): Promise<State | undefined> {
  if (facts.uid !== 0) return undefined
  const names = await Promise.all(tables.map(async (file) => ifOk(await files.text(file)) ?? ''))
  const legacy = names.map((text) => text.split('\n').includes('filter'))
  const nft = (await files.stat(nfTables)).state === 'ok'
  if (!nft && !legacy.includes(true)) return undefined
  for (const [at, program] of (['iptables', 'ip6tables'] as const).entries()) {
    const rules = legacy[at] ? ifOk(await commands.run([program, '-S'])) : undefined
    if (rules && filtersInput(chainsOfIptables(rules.stdout))) return { from: program, name: 'iptables', on: true }
  }
  const rules = nft ? ifOk(await commands.run(['nft', 'list', 'ruleset'])) : undefined
  if (rules && filtersInput(chainsOfNft(rules.stdout))) return { from: 'nft', name: 'nftables', on: true }
  return undefined
}

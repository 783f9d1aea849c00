import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch } from '../probe.ts'
import { parseIdLine, parseMeshUnit, parseTactical, parseTeamviewerInfo } from './parse-ids.ts'

interface Found {
  readonly from: string
  readonly id: string
  readonly version?: string | undefined
}

/** `folders`: what in `/etc` has the name of a product. */
type Read = (host: Host, folders: readonly string[]) => Promise<readonly Found[]>

/** Each product by the name that servers know it under. */
const products: Readonly<Record<string, Read>> = {
  teamviewer: async (host) => {
    const native = await inFile(host, '/etc/teamviewer/global.conf', /^\[int32\]\s{0,9}ClientID\s{0,9}=\s{0,9}(\d+)/m)
    return native.length > 0 ? native : said(host, ['teamviewer', '--info'], parseTeamviewerInfo)
  },
  // An administrator's own build has its own folder.
  anydesk: async (host, folders) => {
    const own = folders.filter((name) => name.startsWith('anydesk'))
    return (
      await Promise.all(own.map((name) => inFile(host, `/etc/${name}/system.conf`, /^ad\.anynet\.id=(\d+)/m)))
    ).flat()
  },
  rustdesk: async (host) => {
    const native = await inFile(host, '/root/.config/rustdesk/RustDesk.toml', /^id\s{0,9}=\s{0,9}['"]([^'"\n]+)/m)
    // Newer versions keep it encrypted there.
    return native.length > 0 ? native : said(host, ['rustdesk', '--get-id'], parseIdLine)
  },
  supremo: (host) => said(host, ['supremo', '--info'], parseIdLine),
  meshcentral: async (host) => {
    const program = parseMeshUnit(ifOk(await host.files.text('/etc/systemd/system/meshagent.service')) ?? '')
    return program === undefined ? [] : said(host, [program, '-nodeid'], parseIdLine)
  },
  tacticalrmm: async (host) => {
    const id = parseTactical(ifOk(await host.files.text('/etc/tacticalagent')) ?? '')
    if (id === undefined) return []
    const answer = ifOk(await host.commands.run(['rmmagent', '-version']))?.stdout ?? ''
    return [{ from: '/etc/tacticalagent', id, version: /\d+(?:\.\d+){1,3}/.exec(answer)?.[0] }]
  },
}

async function inFile({ files }: Host, path: string, pattern: RegExp): Promise<readonly Found[]> {
  const id = pattern.exec(ifOk(await files.text(path)) ?? '')?.[1]
  return id ? [{ from: path, id }] : []
}

async function said(
  { commands }: Host,
  argv: Argv,
  parse: (text: string) => string | undefined,
): Promise<readonly Found[]> {
  const id = parse(ifOk(await commands.run(argv, { timeoutMs: 10_000 }))?.stdout ?? '')
  return id ? [{ from: argv.slice(0, 2).join(' '), id }] : []
}

/** All products of this machine. */
export async function readProducts(host: Host, folders: readonly string[]): Promise<readonly Patch[]> {
  const found = Object.entries(products).map(async ([TYPE, read]) =>
    (await read(host, folders)).map(({ from, id, version }) => ({
      from,
      content: { REMOTE_MGMT: [{ ID: id, TYPE, VERSION: version }] },
    })),
  )
  return (await Promise.all(found)).flat()
}

/** Our message for the case of a recorded one, made from what the recorded one is about. */

import { readAdditional } from '../../packages/protocol/src/content/additional.ts'
import { admit, type Content } from '../../packages/protocol/src/index.ts'
import {
  contact,
  getConfig,
  getParams,
  inventory,
  type NetworkReport,
  nativeInventory,
  networkReport,
  prolog,
  type Request,
  type RequestPacking,
} from '../../packages/protocol/src/message/index.ts'
import { parseXml, textAt, type XmlElement } from '../testkit/src/server/xml.ts'
import { plainOf, type Side, textOf } from './wire-trees.ts'

const drop = (): void => undefined

/** The packing that the recorded message announces; zlib where it announces none that we send. */
function packingOf({ headers }: Side): RequestPacking {
  const type = headers['content-type']?.toLowerCase() ?? ''
  return /(?:xml|json)$/.test(type) ? 'none' : type.includes('gzip') ? 'gzip' : 'zlib'
}

export async function oursFor(recorded: Side): Promise<Request> {
  const [method = '', path = ''] = recorded.start.split(' ')
  const url = new URL(path, `http://${recorded.headers.host}`)
  if (method === 'GET') return configRequest(url)
  const text = textOf(recorded)
  return text.trimStart().startsWith('{') ? jsonRequest(recorded, text) : xmlRequest(recorded, text)
}

function configRequest(url: URL): Request {
  const target = new URL(url)
  target.search = ''
  const tasks: Record<string, string> = {}
  for (const [key, value] of url.searchParams) {
    const task = /^task\[(.+)\]$/.exec(key)?.[1]
    if (task !== undefined) tasks[task] = value
  }
  return getConfig({ target, deviceid: url.searchParams.get('machineid') ?? '', tasks }).request
}

async function xmlRequest(recorded: Side, text: string): Promise<Request> {
  const root = parseXml(text)
  const query = textAt(root, 'QUERY') ?? ''
  const agentId = recorded.headers['glpi-agent-id']
  const identity = { deviceid: textAt(root, 'DEVICEID') ?? '', ...(agentId !== undefined && { agentId }) }
  const options = { packing: packingOf(recorded) }
  if (query === 'PROLOG') return prolog(identity, options).request
  if (query === 'NETDISCOVERY' || query === 'SNMPQUERY') {
    const content = root.children.find(({ name }) => name === 'CONTENT')
    const pid = textAt(content, 'PROCESSNUMBER')
    const job = {
      query,
      version: textAt(content, 'MODULEVERSION') ?? '4.2',
      ...(pid !== undefined && { pid }),
    } as const
    return networkReport(identity, job, reportOf(content), options).request
  }
  const content = await contentOf('x.xml', plainOf(recorded))
  return inventory({ ...identity, content }, options).request
}

function reportOf(content: XmlElement | undefined): NetworkReport {
  const start = textAt(content, 'AGENT', 'AGENTVERSION')
  const count = textAt(content, 'AGENT', 'NBIP')
  if (start !== undefined) return { start }
  if (count !== undefined) return { count: Number(count) }
  if (textAt(content, 'AGENT', 'END') !== undefined) return { end: true }
  const device = content?.children.find(({ name }) => name === 'DEVICE')
  const message = textAt(device, 'ERROR', 'MESSAGE')
  const type = textAt(device, 'ERROR', 'TYPE')
  if (message === undefined) return { device: device === undefined ? {} : treeOf(device) }
  return { failed: { id: textAt(device, 'ERROR', 'ID') ?? '', message, ...(type !== undefined && { type }) } }
}

type Tree = { [name: string]: (string | Tree)[] }

function treeOf(element: XmlElement): Tree {
  const tree: Tree = {}
  for (const child of element.children) {
    tree[child.name] ??= []
    tree[child.name]?.push(child.children.length > 0 ? treeOf(child) : child.text)
  }
  return tree
}

const contentOf = async (name: string, bytes: Uint8Array): Promise<Content> => {
  return admit(await readAdditional(name, bytes), drop, { customSections: true })
}

async function jsonRequest(recorded: Side, text: string): Promise<Request> {
  const json: Record<string, unknown> = JSON.parse(text)
  const word = (key: string): string => String(json[key] ?? '')
  const list = (key: string): string[] => (Array.isArray(json[key]) ? json[key].map(String) : [])
  const { deviceid, version } = { deviceid: word('deviceid'), version: word('version') }
  const tag = json.tag === undefined ? {} : { tag: word('tag') }
  const requestId = recorded.headers['glpi-request-id']
  const options = {
    agentId: recorded.headers['glpi-agent-id'] ?? '',
    packing: packingOf(recorded),
    ...(requestId !== undefined && { requestId }),
  }
  if (json.action === 'contact') {
    const port = json['httpd-port'] === undefined ? {} : { httpdPort: Number(json['httpd-port']) }
    const tasks = { installedTasks: list('installed-tasks'), enabledTasks: list('enabled-tasks') }
    return contact({ deviceid, version, ...tasks, ...port, ...tag }, options).request
  }
  if (json.action === 'get_params') return getParams({ deviceid, version, use: list('use') }, options).request
  const content = await contentOf('x.json', Buffer.from(text))
  return nativeInventory({ deviceid, content, ...tag }, { ...options, partial: json.partial === true }).request
}

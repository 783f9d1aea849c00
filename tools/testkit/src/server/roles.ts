import { type Answer, answer, packedLike, page } from './answer.ts'
import { pack, type Role } from './packing.ts'
import type { RecordedRequest } from './request.ts'
import { elements, escapeXml, textAt } from './xml.ts'

/** What a role may know beyond the request. */
export interface RoleState {
  /** User-Agents that the OCS role takes on PROLOG. */
  readonly userAgents: readonly string[]
  /** Ids that sent anything before. */
  readonly known: ReadonlySet<string>
}

/** The path that each server answers on. */
export const paths: Readonly<Record<Role, string>> = {
  plugin: '/plugins/fusioninventory/',
  glpi: '/front/inventory.php',
  ocs: '/ocsinventory',
}

export function answerAs(role: Role, request: RecordedRequest, state: RoleState): Answer {
  if (role === 'plugin') return pluginAnswer(request, state)
  return role === 'glpi' ? glpiAnswer(request) : ocsAnswer(request, state)
}

/** Does this answer mean that the document was taken? Then it is stored. */
export const isTaken = (role: Role, request: RecordedRequest, given: Answer): boolean =>
  given.status === 200 &&
  request.document?.kind !== 'broken' &&
  request.document?.query?.toUpperCase() === 'INVENTORY' &&
  (role === 'glpi' || request.document.kind === 'xml')

/** GLPI with the FusionInventory plugin: errors are 200 with an ERROR element. */
function pluginAnswer(request: RecordedRequest, state: RoleState): Answer {
  const reply = (inner: string, before = ''): Answer =>
    packedLike(
      request,
      200,
      'application/xml',
      `${before}<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>\n${inner}</REPLY>\n`,
    )
  if (request.method === 'GET') {
    const query = new URL(request.url, 'http://host').searchParams
    if (query.get('action') !== 'getConfig' || !state.known.has(query.get('machineid') ?? ''))
      return answer(400, 'text/html')
    return answer(200, 'text/html; charset=UTF-8', '{"configValidityPeriod":600,"schedule":[]}')
  }
  if (request.document?.kind !== 'xml') return reply('   <ERROR>XML not well formed!</ERROR>\n')
  const { query = '' } = request.document
  if (query === 'PROLOG') return reply('   <RESPONSE>SEND</RESPONSE>\n   <PROLOG_FREQ>24</PROLOG_FREQ>\n')
  if (['INVENTORY', 'NETDISCOVERY', 'SNMPQUERY', 'SNMPINVENTORY'].includes(query)) return reply('')
  return reply('', `Unattended element in QUERY : *${escapeXml(query)}*`)
}

/** Queries of GLPI's own inventory in lower case, as they are told apart. */
const glpiQueries = ['inventory', 'netdiscovery', 'netinventory', 'snmp', 'snmpquery']

/** GLPI's native inventory, XML and JSON. */
function glpiAnswer(request: RecordedRequest): Answer {
  const agentId = request.headers['glpi-agent-id'] !== undefined
  const json = (status: number, value: object): Answer =>
    packedLike(request, status, 'application/json', JSON.stringify(value))
  const xml = (status: number, inner: string): Answer =>
    packedLike(request, status, 'application/xml', `<?xml version="1.0"?>\n<REPLY>${inner}</REPLY>`)
  if (request.method === 'GET' && request.url.includes('action='))
    return json(400, { status: 'error', message: 'Protocol not supported', expiration: 24 })
  if (request.method !== 'POST') return answer(405, undefined)
  const { document } = request
  if (document?.kind === 'json') {
    const query = document.query ?? 'inventory'
    if (query === 'contact')
      return document.deviceId === undefined
        ? json(500, { status: 'error', message: '"deviceid" is mandatory!', expiration: 24 })
        : json(200, { expiration: '24', status: 'ok', tasks: { inventory: { server: 'glpi', version: '10.0.12' } } })
    if (glpiQueries.includes(query))
      return json(200, agentId ? { expiration: '24', status: 'ok' } : { RESPONSE: 'SEND' })
    return json(501, { status: 'error', message: `Query '${query}' is not supported.`, expiration: 24 })
  }
  const error = (status: number, text: string): Answer => xml(status, `<ERROR><![CDATA[${text}]]></ERROR>`)
  if (document?.kind !== 'xml') return error(400, 'XML not well formed!')
  const query = (document.query ?? 'INVENTORY').toLowerCase()
  if (query === 'prolog')
    return agentId
      ? json(200, { expiration: '24', status: 'ok' })
      : xml(200, '<PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE>')
  if (!glpiQueries.includes(query)) return error(501, `Query '${query}' is not supported.`)
  if (document.deviceId === undefined) return error(500, '"DEVICEID" is mandatory!')
  return xml(200, agentId ? '<expiration>24</expiration><status>ok</status>' : '<RESPONSE>SEND</RESPONSE>')
}

/** OCS Inventory NG 2.8: refusals are pages, answers are packed as the question, under one media type. */
function ocsAnswer(request: RecordedRequest, state: RoleState): Answer {
  const { document } = request
  if (request.method !== 'POST') return page(400, 'Bad Request')
  if (request.headers['content-length'] === undefined || document?.kind !== 'xml')
    return page(500, 'Internal Server Error')
  if (!/^.+-\d{4}(?:-\d{2}){5}$/.test(document.deviceId ?? '')) return page(400, 'Bad Request')
  const reply = (inner: string): Answer =>
    answer(
      200,
      'application/x-compressed',
      pack(
        Buffer.from(`<?xml version='1.0' encoding='UTF-8'?>\n<REPLY>${inner}</REPLY>\n`),
        request.unpacked?.packing ?? 'none',
      ),
    )
  if (document.query === 'PROLOG')
    return state.userAgents.includes(request.headers['user-agent'] ?? '')
      ? reply(
          '<PROLOG_FREQ>24</PROLOG_FREQ><INVENTORY_ON_STARTUP>1</INVENTORY_ON_STARTUP><RESPONSE>SEND</RESPONSE><OPTION><NAME>DOWNLOAD</NAME><PARAM TYPE="CONF" ON="0" /></OPTION>',
        )
      : page(400, 'Bad Request')
  if (document.query !== 'INVENTORY') return page(400, 'Bad Request')
  if (!/^\d+$/.test(textAt(document.root, 'CONTENT', 'HARDWARE', 'CHECKSUM') ?? ''))
    return page(500, 'Internal Server Error')
  const tag = elements(document.root, 'CONTENT', 'ACCOUNTINFO').find((one) => textAt(one, 'KEYNAME') === 'TAG')
  return reply(tag ? '<RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE>' : accountUpdate)
}

const accountUpdate =
  '<RESPONSE>ACCOUNT_UPDATE</RESPONSE><ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>NA</KEYVALUE></ACCOUNTINFO>'

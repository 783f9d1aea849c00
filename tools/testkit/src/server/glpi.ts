import { type Answer, answer, packedLike } from './answer.ts'
import type { Json, RecordedRequest } from './request.ts'

/** Queries of GLPI's own inventory in lower case, as they are told apart. */
const queries = ['inventory', 'netdiscovery', 'netinventory', 'snmp', 'snmpquery']
const tasks = ['inventory', 'netdiscovery', 'netinventory', 'esx', 'collect', 'deploy', 'wakeonlan', 'remoteinventory']
const inventoryTask = { inventory: { server: 'glpi', version: '10.0.12' } }
const fine = { expiration: '24', status: 'ok' }

/** GLPI's native inventory, XML and JSON. What its schema would refuse is taken here. */
export function glpiAnswer(request: RecordedRequest): Answer {
  const { method, document, unpacked } = request
  if (method === 'GET' && request.url.includes('action=')) return failure(request, 400, 'Protocol not supported')
  if (method !== 'POST') {
    const type = request.headers['content-type']
    return type === undefined
      ? answer(405, 'text/html; charset=UTF-8')
      : answer(405, type, '<?xml version="1.0"?>\n<REPLY/>')
  }
  if (document?.kind === 'json') return jsonAnswer(request, document)
  if (unpacked?.body[0] === 0x7b) return failure(request, 400, 'JSON not well formed!')
  return xmlAnswer(request)
}

const json = (request: RecordedRequest, status: number, value: object): Answer =>
  packedLike(request, status, 'application/json', JSON.stringify(value))

const failure = (request: RecordedRequest, status: number, message: string): Answer =>
  json(request, status, { status: 'error', message, expiration: 24 })

const hasAgentId = (request: RecordedRequest): boolean => request.headers['glpi-agent-id'] !== undefined

function jsonAnswer(request: RecordedRequest, document: { deviceId?: string; query?: string; value: Json }): Answer {
  const { query = 'inventory', deviceId, value } = document
  if (query === 'contact') return contact(request, deviceId, value)
  if (query === 'get_params' || query === 'prolog') return json(request, 200, fine)
  if (queries.includes(query)) return json(request, 200, hasAgentId(request) ? fine : { RESPONSE: 'SEND' })
  return failure(request, 501, `Query '${query}' is not supported.`)
}

/** Known tasks that GLPI does not do are named; an unknown one makes it a 400. */
function contact(request: RecordedRequest, deviceId: string | undefined, value: Json): Answer {
  if (deviceId === undefined) return failure(request, 500, '"deviceid" is mandatory!')
  const listed = value !== null && typeof value === 'object' && 'enabled-tasks' in value ? value['enabled-tasks'] : []
  const enabled = Array.isArray(listed) ? listed.map(String) : []
  const disabled = enabled.filter((task) => task !== 'inventory')
  const known = enabled.every((task) => tasks.includes(task))
  return json(request, known ? 200 : 400, {
    ...fine,
    ...(enabled.includes('inventory') ? { tasks: inventoryTask } : {}),
    ...(disabled.length ? { disabled, message: disabled.map((task) => `${task} task not supported`).join(';') } : {}),
  })
}

function xmlAnswer(request: RecordedRequest): Answer {
  const { document } = request
  const reply = (status: number, inner: string): Answer =>
    packedLike(request, status, 'application/xml', `<?xml version="1.0"?>\n<REPLY>${inner}</REPLY>`)
  const error = (status: number, text: string): Answer => reply(status, `<ERROR><![CDATA[${text}]]></ERROR>`)
  if (document?.kind !== 'xml') return error(400, 'XML not well formed!')
  const query = (document.query ?? 'INVENTORY').toLowerCase()
  if (query === 'prolog')
    return hasAgentId(request)
      ? json(request, 200, fine)
      : reply(200, '<PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE>')
  if (!queries.includes(query)) return error(501, `Query '${query}' is not supported.`)
  if (document.deviceId === undefined) return error(500, '"DEVICEID" is mandatory!')
  return reply(
    200,
    hasAgentId(request) ? '<expiration>24</expiration><status>ok</status>' : '<RESPONSE>SEND</RESPONSE>',
  )
}

import { type Answer, answer, packedLike } from './answer.ts'
import type { RecordedRequest } from './request.ts'
import type { RoleState } from './role.ts'

const queries = ['PROLOG', 'INVENTORY', 'NETDISCOVERY', 'SNMPQUERY', 'SNMPINVENTORY']
const prolog = '   <RESPONSE>SEND</RESPONSE>\n   <PROLOG_FREQ>24</PROLOG_FREQ>\n'

/** GLPI with the FusionInventory plugin: errors are 200 with an ERROR element. No task is ever prepared. */
export function pluginAnswer(request: RecordedRequest, state: RoleState): Answer {
  const html = (status: number, text = ''): Answer => answer(status, 'text/html; charset=UTF-8', text)
  const reply = (inner: string, before = ''): Answer => {
    const text = `${before}<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>\n${inner}</REPLY>\n`
    return packedLike(request, 200, 'application/xml', text)
  }
  if (request.method === 'GET') {
    const query = new URL(request.url, 'http://host').searchParams
    const known = query.get('action') === 'getConfig' && state.known.has(query.get('machineid') ?? '')
    return known ? html(200, '{"configValidityPeriod":600,"schedule":[]}') : html(400)
  }
  if (request.document?.kind !== 'xml') return reply('   <ERROR>XML not well formed!</ERROR>\n')
  const { query = '' } = request.document
  if (query === 'PROLOG') return reply(prolog)
  return queries.includes(query) ? reply('') : reply(prolog, `Unattended element in QUERY : *${query}*`)
}

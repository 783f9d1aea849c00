import { type Answer, answer, page } from './answer.ts'
import { pack } from './packing.ts'
import type { RecordedRequest } from './request.ts'
import type { RoleState } from './role.ts'
import { elements, escapeXml, textAt, type XmlElement } from './xml.ts'

const prolog =
  '<PROLOG_FREQ>24</PROLOG_FREQ><INVENTORY_ON_STARTUP>1</INVENTORY_ON_STARTUP><RESPONSE>SEND</RESPONSE>' +
  '<OPTION><NAME>DOWNLOAD</NAME><PARAM TYPE="CONF" ON="0" /></OPTION>'

/** OCS Inventory NG 2.8: refusals are pages, answers are packed as the question, under one media type. */
export function ocsAnswer(request: RecordedRequest, state: RoleState): Answer {
  const { document } = request
  const refused = page(400, 'Bad Request')
  const broken = page(500, 'Internal Server Error')
  if (request.method !== 'POST') return refused
  if (request.headers['content-length'] === undefined || document?.kind !== 'xml') return broken
  const id = document.deviceId ?? ''
  if (!/^.+-\d{4}(?:-\d{2}){5}$/.test(id)) return refused
  const reply = (inner: string): Answer => {
    const text = `<?xml version='1.0' encoding='UTF-8'?>\n<REPLY>${inner}</REPLY>\n`
    return answer(200, 'application/x-compressed', pack(Buffer.from(text), request.unpacked?.packing ?? 'none'))
  }
  if (document.query === 'PROLOG')
    return state.userAgents.includes(request.headers['user-agent'] ?? '') ? reply(prolog) : refused
  if (document.query !== 'INVENTORY') return refused
  if (!/^\d+$/.test(textAt(document.root, 'CONTENT', 'HARDWARE', 'CHECKSUM') ?? '')) return broken
  return reply(account(state, id, document.root))
}

/** Only the first inventory sets the TAG; whoever comes without it or with another is told the stored one. */
function account(state: RoleState, id: string, root: XmlElement): string {
  const info = elements(root, 'CONTENT', 'ACCOUNTINFO').find((one) => textAt(one, 'KEYNAME') === 'TAG')
  const tag = textAt(info, 'KEYVALUE')
  const stored = state.tags.get(id)
  state.tags.set(id, stored ?? tag ?? 'NA')
  if (stored === undefined || stored === tag) return '<RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE>'
  const update = `<KEYNAME>TAG</KEYNAME><KEYVALUE>${escapeXml(stored)}</KEYVALUE>`
  return `<RESPONSE>ACCOUNT_UPDATE</RESPONSE><ACCOUNTINFO>${update}</ACCOUNTINFO>`
}

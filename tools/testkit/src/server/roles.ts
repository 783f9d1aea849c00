import type { Answer } from './answer.ts'
import { glpiAnswer } from './glpi.ts'
import { ocsAnswer } from './ocs.ts'
import type { Role } from './packing.ts'
import { pluginAnswer } from './plugin.ts'
import type { RecordedRequest } from './request.ts'
import type { RoleState } from './role.ts'

export function answerAs(role: Role, request: RecordedRequest, state: RoleState): Answer {
  if (role === 'plugin') return pluginAnswer(request, state)
  return role === 'glpi' ? glpiAnswer(request) : ocsAnswer(request, state)
}

/** Does this answer mean that the document was taken? Then it is stored. */
export const isTaken = (role: Role, request: RecordedRequest, given: Answer): boolean =>
  given.status === 200 &&
  request.document?.kind !== 'broken' &&
  (request.document?.query ?? 'INVENTORY').toUpperCase() === 'INVENTORY' &&
  (role === 'glpi' || request.document?.kind === 'xml')

import { objectOf } from '../client/json.ts'
import { ProtocolError } from './error.ts'
import type { Exchange } from './exchange.ts'
import { jsonRequest, type NativeOptions } from './json-request.ts'
import { accepted } from './said.ts'

export interface ParamsQuestion {
  readonly deviceid: string
  readonly version: string
  readonly paramsId?: string
  readonly use: readonly string[]
}

/** Asks for what a task needs and the contact did not say: credentials, which are secret. At most 256 objects. */
export const getParams = (
  { deviceid, version, paramsId, use }: ParamsQuestion,
  options: NativeOptions,
): Exchange<readonly Readonly<Record<string, unknown>>[]> => ({
  request: jsonRequest(
    { action: 'get_params', deviceid, name: 'FusionInventory-Agent', version, params_id: paramsId, use },
    options,
  ),
  async read(answer) {
    const { json } = await accepted(answer)
    if (json?.status !== 'ok' && json?.credentials === undefined)
      throw new ProtocolError('CONTENT', 'unexpected answer: no parameters in it', { status: answer.status })
    const { credentials } = json
    return (Array.isArray(credentials) ? credentials : []).slice(0, 256).flatMap((one: unknown) => {
      const credential = objectOf(one)
      return credential === undefined ? [] : [credential]
    })
  },
})

import { secondsOf } from '../client/expiration.ts'
import type { Reply } from '../client/reply.ts'
import { ProtocolError } from './error.ts'
import type { Exchange } from './exchange.ts'
import { type Orders, ordersOf } from './orders.ts'
import { accepted } from './said.ts'
import { type Identity, type XmlOptions, xmlRequest } from './xml-request.ts'

/** What a server of the XML dialect wants. */
export interface Prolog {
  /** `SEND`, `STOP` or whatever it says. */
  readonly response?: string
  /** RESPONSE is SEND: an inventory is wanted. */
  readonly inventory: boolean
  /** Seconds until the next contact at the latest. */
  readonly period?: number
  readonly orders: Orders
}

/** The answer tells which dialect the server speaks. */
export type Greeting =
  | { readonly dialect: 'legacy'; readonly prolog: Prolog; readonly warnings: readonly string[] }
  | {
      /** GLPI's native protocol: to be remembered. */
      readonly dialect: 'glpi'
      /** Seconds. */
      readonly period?: number
      /** A contact is to follow at once; otherwise it opens the next run. */
      readonly contact: boolean
      readonly warnings: readonly string[]
    }

/** The token of the drop-in. */
const fixedToken = '12345678'

export interface PrologOptions extends XmlOptions {
  /** What the server shows at `/now/TOKEN`. */
  readonly token?: string
}

/** Asks a server what is to be done. With an `agentId`, one that speaks GLPI's native protocol says so. */
export function prolog(identity: Identity, { token = fixedToken, ...options }: PrologOptions = {}): Exchange<Greeting> {
  return {
    request: xmlRequest('PROLOG', identity, { TOKEN: token }, options),
    async read(answer) {
      const { reply, json, warnings } = await accepted(answer)
      if (reply !== undefined) return { dialect: 'legacy', prolog: prologOf(reply), warnings }
      return { ...glpiGreeting(json ?? {}), warnings }
    },
  }
}

export function prologOf(reply: Reply): Prolog {
  const period = reply.prologFreq === undefined ? undefined : Math.max(1, Math.round(reply.prologFreq * 3600))
  const orders = ordersOf(reply.options)
  const odd = reply.map.PROLOG_FREQ !== undefined && period === undefined
  return {
    ...(reply.response !== undefined && { response: reply.response }),
    inventory: reply.response === 'SEND',
    ...(period !== undefined && { period }),
    orders: odd
      ? { ...orders, warnings: [...orders.warnings, 'PROLOG_FREQ is ignored: not 0 < hours <= 8760'] }
      : orders,
  }
}

function glpiGreeting({ status, expiration }: Readonly<Record<string, unknown>>) {
  const period = secondsOf(expiration)
  if (status !== 'pending' && status !== 'ok') {
    throw new ProtocolError('CONTENT', 'unexpected answer: JSON without a status that is known', {
      hint: 'neither a FusionInventory nor a GLPI server: wrong URL?',
    })
  }
  const contact = status === 'pending' || period === undefined
  return { dialect: 'glpi', contact, ...(period !== undefined && { period }) } as const
}

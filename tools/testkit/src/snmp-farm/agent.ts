import type { Recording } from '@fusioninventory/core-probes/snmp'
import { element, integer, oid, type Request, requestOf, tags } from './ber.ts'
import { View } from './view.ts'

/** How a device answers; what is absent is right and complete. */
export interface AgentOptions {
  /** Absent: any. */
  readonly community?: string
  readonly versions?: readonly ('1' | '2c')[]
  /** Bytes of an answer; default: an Ethernet frame. */
  readonly size?: number
  /** Variables of one request; more are too big. */
  readonly most?: number
  /** GETNEXT and GETBULK are not answered. */
  readonly getOnly?: boolean
  /** GETBULK is refused. */
  readonly noBulk?: boolean
  /** GETNEXT and GETBULK are answered to v1 only. */
  readonly oldWalks?: boolean
  /** The same instances again and again. */
  readonly endless?: boolean
  /** Every value is an octet string. */
  readonly wrongType?: boolean
}

const [get, getNext, getBulk, response] = [0xa0, 0xa1, 0xa5, 0xa2]
const [tooBig, noSuchName, genErr] = [1, 2, 5]

/** An SNMP agent of v1 and v2c (RFC 1157 §4.1, RFC 3416 §4.2) that shows a recording. */
export class Agent {
  readonly #views = new Map<string, View>()

  constructor(
    private readonly recording: Recording,
    private readonly options: AgentOptions = {},
  ) {}

  /** The answer, where there is one. */
  answer(bytes: Buffer): Buffer | undefined {
    const request = requestOf(bytes)
    if (request === undefined) return undefined
    const { versions, getOnly, noBulk, oldWalks, most = Number.POSITIVE_INFINITY } = this.options
    const view = this.#view(request.community)
    if (view === undefined || (versions && !versions.includes(request.version === 0 ? '1' : '2c'))) return undefined
    if (request.pdu !== get && (getOnly || (oldWalks && request.version !== 0))) return undefined
    if (request.oids.length > most) return this.#error(request, tooBig, 0)
    if (request.pdu === getBulk && noBulk) return this.#error(request, genErr, 0)
    switch (request.pdu) {
      case get:
        return this.#all(request, (one) => view.at(one), view)
      case getNext:
        return this.#all(request, (one) => this.#next(view, one), view)
      case getBulk:
        return request.version === 0 ? undefined : this.#bulk(request, view)
      default:
        return undefined
    }
  }

  /** `community`, or `community@VLAN` as Cisco names the context of a VLAN. */
  #view(community: string): View | undefined {
    const [, base, vlan] = /^(.*?)(?:@(\d+))?$/s.exec(community) ?? []
    const asked = this.options.community
    if (asked !== undefined && asked !== base) return undefined
    const values = vlan === undefined ? this.recording.values : this.recording.vlans?.get(vlan)
    if (values === undefined) return undefined
    const key = vlan ?? ''
    const view = this.#views.get(key) ?? new View(values)
    this.#views.set(key, view)
    return view
  }

  #next(view: View, asked: string): number | undefined {
    const next = view.after(asked)
    // A broken agent that starts again: OIDs that do not increase.
    return next !== undefined && this.options.endless && next % 7 === 6 ? Math.max(0, next - 3) : next
  }

  #all(request: Request, place: (asked: string) => number | undefined, view: View): Buffer {
    const found: Buffer[] = []
    for (const [at, asked] of request.oids.entries()) {
      const where = place(asked)
      if (where !== undefined) found.push(this.#binding(view, where))
      else if (request.version === 0) return this.#error(request, noSuchName, at + 1)
      else found.push(this.#missing(request, view, asked))
    }
    const answer = message(request, 0, 0, found)
    return answer.length > this.#size && request.oids.length > 1 ? this.#error(request, tooBig, 0) : answer
  }

  #missing({ pdu }: Request, view: View, asked: string): Buffer {
    const object = asked.slice(0, asked.lastIndexOf('.'))
    const tag = pdu !== get ? tags.endOfMibView : view.has(object) ? tags.noSuchInstance : tags.noSuchObject
    return element(tags.sequence, oid(asked), Buffer.from([tag, 0]))
  }

  #bulk(request: Request, view: View): Buffer {
    const found: Buffer[] = []
    const { nonRepeaters, repetitions } = request
    // What stands around the variables has at most so many bytes.
    let left = this.#size - 40 - request.community.length
    const last = [...request.oids]
    const take = (at: number): boolean => {
      const next = this.#next(view, last[at] as string)
      const binding = next === undefined ? this.#missing(request, view, last[at] as string) : this.#binding(view, next)
      if (next !== undefined) last[at] = view.oid(next)
      left -= binding.length
      // One that is longer than all is sent all the same, in fragments.
      if (left < 0 && found.length > 0) return false
      found.push(binding)
      return true
    }
    for (let at = 0; at < Math.min(nonRepeaters, last.length); at++) if (!take(at)) break
    rows: for (let row = 0; row < repetitions; row++)
      for (let at = nonRepeaters; at < last.length; at++) if (!take(at)) break rows
    return message(request, 0, 0, found)
  }

  #binding(view: View, place: number): Buffer {
    if (!this.options.wrongType) return view.binding(place)
    return element(tags.sequence, oid(view.oid(place)), element(tags.octets, Buffer.from('none')))
  }

  /** v1 repeats the variables, RFC 3416 §4.2.1 leaves them out where the answer is too big. */
  #error(request: Request, status: number, index: number): Buffer {
    const asked = request.version === 0 || status !== tooBig ? request.oids : []
    const same = asked.map((one) => element(tags.sequence, oid(one), Buffer.from([tags.null, 0])))
    return message(request, status, index, same)
  }

  get #size(): number {
    return this.options.size ?? 1472
  }
}

function message({ version, community, id }: Request, status: number, index: number, list: readonly Buffer[]): Buffer {
  const pdu = element(response, integer(id), integer(status), integer(index), element(tags.sequence, ...list))
  return element(tags.sequence, integer(version), element(tags.octets, Buffer.from(community, 'latin1')), pdu)
}

import { count } from '../counts.ts'
import type { Asked, Route } from '../site.ts'
import { shownAddress } from '../trust/address.ts'
import type { PluginContext } from './context.ts'

interface Rate {
  readonly maxrate: number
  readonly maxrate_period: number
  readonly forbid_not_trusted: boolean
}

/** What all requests of a plugin go through: is the client one of those, and has it not asked too often? */
export function limited(name: string, rate: Rate, context: PluginContext, route: Route): Route {
  const { memory, clock, counts, quiet } = context
  const limit = memory.limitOf(name)
  return {
    ...route,
    answer(asked) {
      const client = shownAddress(asked.env.peer)
      if (rate.forbid_not_trusted && !asked.var.judgement.trusted) {
        count(counts.refusals, 'untrusted')
        quiet(
          `${name} untrusted ${client}`,
          `[${name} server plugin] request of ${client} refused: it is not trusted (httpd-trust)`,
        )
        return asked.text('Access denied', 403)
      }
      if (!limit.take(asked.env.peer, rate.maxrate, rate.maxrate_period * 1000, clock.now()))
        return tooMany(name, asked, context)
      return route.answer(asked)
    },
  }
}

/** 429, and a word in the log now and then. */
export function tooMany(
  name: string,
  asked: Asked,
  { counts, quiet }: Pick<PluginContext, 'counts' | 'quiet'>,
): Response {
  count(counts.refusals, 'rate')
  const client = shownAddress(asked.env.peer)
  quiet(`${name} rate ${client}`, `[${name} server plugin] request rate limitation applied for remote ${client}`)
  return asked.text('Too Many Requests', 429)
}

/** A path of the configuration that means itself only. */
export const isPlainPath = (path: string): boolean => /^(?:\/[A-Za-z0-9._~-]+)+$/.test(path) && path.length <= 200

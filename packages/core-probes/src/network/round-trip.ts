/** How long answers take, by subnet, and from that how long to wait before asking again. */
export interface RoundTrips {
  sample(address: string, ms: number): void
  /** Milliseconds to wait for the answer to the first packet. */
  timeout(address: string): number
  /** An answer took long, or came only to a repetition: somewhere on the way there packets wait, or are lost. */
  strained(address: string, now: number): void
  /** When that was last so in the subnet of this address. */
  lastStrained(address: string): number
}

interface Estimate {
  mean: number
  deviation: number
}

/** RFC 6298 §2, with bounds for a search: it rather asks twice than waits for a second. */
const [first, least, most] = [500, 100, 3000]
/** Subnets that are remembered. */
const subnets = 4096

export function roundTrips(): RoundTrips {
  const known = new Map<string, Estimate>()
  const strains = new Map<string, number>()
  let all: Estimate | undefined
  return {
    sample(address, ms) {
      all = updated(all, ms)
      const subnet = subnetOf(address)
      const estimate = known.get(subnet)
      if (estimate === undefined && known.size >= subnets) return
      known.set(subnet, updated(estimate, ms))
    },
    timeout(address) {
      const estimate = known.get(subnetOf(address)) ?? all
      if (estimate === undefined) return first
      return Math.min(most, Math.max(least, estimate.mean + 4 * estimate.deviation))
    },
    strained(address, now) {
      const subnet = subnetOf(address)
      if (strains.has(subnet) || strains.size < subnets) strains.set(subnet, now)
    },
    lastStrained: (address) => strains.get(subnetOf(address)) ?? Number.NEGATIVE_INFINITY,
  }
}

function updated(estimate: Estimate | undefined, ms: number): Estimate {
  if (estimate === undefined) return { mean: ms, deviation: ms / 2 }
  const { mean, deviation } = estimate
  return { mean: mean + (ms - mean) / 8, deviation: deviation + (Math.abs(ms - mean) - deviation) / 4 }
}

/** All but the last part of the address. */
const subnetOf = (address: string): string =>
  address.slice(0, Math.max(address.lastIndexOf('.'), address.lastIndexOf(':')))

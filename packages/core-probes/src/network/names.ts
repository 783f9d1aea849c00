import pLimit from 'p-limit'

/** Names of addresses, from name servers or this machine's own table of hosts. */
export interface Names {
  /** A host name that can be used as one; undefined where there is none, or nobody says. */
  of(address: string): Promise<string | undefined>
  /** Name servers did not answer, so they are no longer asked. */
  readonly givenUp: boolean
}

/** Questions to name servers at one time. */
const atOnce = 64
/** So many questions in a row without an answer, and nobody is asked any more. */
const patience = 20

/** `ask` gives all names that are known of an address. */
export function namesFrom(ask: (address: string) => Promise<readonly string[] | 'silent'>): Names {
  const limit = pLimit(atOnce)
  let silent = 0
  return {
    get givenUp() {
      return silent >= patience
    },
    async of(address) {
      return limit(async () => {
        if (silent >= patience) return undefined
        const names = await ask(address)
        silent = names === 'silent' ? silent + 1 : 0
        return names === 'silent' ? undefined : names.find(isHostName)
      })
    },
  }
}

/** RFC 1123 §2.1, and the underscore that some use. What a server says is not to be trusted. */
const isHostName = (name: string): boolean => name.length <= 253 && /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/i.test(name)

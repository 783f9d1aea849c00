/** A chain of packet filter rules. */
interface Chain {
  /** All that comes in goes through it first. */
  input: boolean
  /** It turns something away, by a rule or by its policy. */
  drops: boolean
  readonly jumps: string[]
}

type Chains = ReadonlyMap<string, Chain>

/** Whether anything that comes in may be turned away. */
export function filtersInput(chains: Chains): boolean {
  const seen = new Set<string>()
  const open = [...chains].filter(([, chain]) => chain.input).map(([name]) => name)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const chain = chains.get(name)
    if (!chain || seen.has(name)) continue
    seen.add(name)
    if (chain.drops) return true
    open.push(...chain.jumps)
  }
  return false
}

function chainIn(chains: Map<string, Chain>, name: string): Chain {
  const chain = chains.get(name) ?? { input: false, drops: false, jumps: [] }
  chains.set(name, chain)
  return chain
}

/** `iptables -S`: `-P CHAIN POLICY`, `-A CHAIN ... -j TARGET`. */
export function chainsOfIptables(text: string): Chains {
  const chains = new Map<string, Chain>()
  for (const line of text.split('\n')) {
    const [option, name, ...words] = line.trim().split(/\s+/)
    if (!name || (option !== '-P' && option !== '-A')) continue
    const chain = chainIn(chains, name)
    chain.input ||= name === 'INPUT'
    const target = option === '-P' ? words[0] : words[words.findIndex((word) => word === '-j' || word === '-g') + 1]
    if (target === 'DROP' || target === 'REJECT') chain.drops = true
    else if (target !== undefined && option === '-A') chain.jumps.push(target)
  }
  return chains
}

/** `nft list ruleset`: `table FAMILY NAME {`, `chain NAME {`, rules, `}`. */
export function chainsOfNft(text: string): Chains {
  const chains = new Map<string, Chain>()
  let table = ''
  let chain: Chain | undefined
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    const [, kind, name] = /^(table|chain)\s+(\S.{0,200}?)\s*\{$/.exec(line) ?? []
    if (kind === 'table') table = name ?? ''
    else if (kind === 'chain') chain = chainIn(chains, `${table} ${name}`)
    else if (line === '}') chain = undefined
    else if (chain) addNftRule(chain, table, line)
  }
  return chains
}

function addNftRule(chain: Chain, table: string, line: string): void {
  const rule = line.replace(/"[^"]*"/g, '')
  if (/^type filter hook (?:input|ingress|prerouting)\b/.test(rule)) chain.input = true
  if (/(?:^|\s)(?:drop|reject)(?:[\s;]|$)/.test(rule)) chain.drops = true
  for (const [, target] of rule.matchAll(/\b(?:jump|goto)\s+([\w-]{1,128})/g)) chain.jumps.push(`${table} ${target}`)
}

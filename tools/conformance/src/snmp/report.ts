import type { Compared } from './judge.ts'

/** What makes a device one that a server can file: the share of devices where all of them are right is asked for. */
const key = ['TYPE', 'MANUFACTURER', 'MODEL', 'SERIAL', 'MAC', 'FIRMWARE']

export interface Summary {
  readonly lines: readonly string[]
  /** Shares, 0 to 1. */
  readonly fields: number
  readonly devices: number
}

/** Counts by verdict and field, the worst first; each difference too where `verbose`. */
export function summarize(all: readonly Compared[], verbose: boolean): Summary {
  const count = (verdict: Compared['verdict']): number => all.filter((one) => one.verdict === verdict).length
  const good = count('equal') + count('fixed')
  const judged = all.length - count('doubt')
  const names = new Set(all.map(({ device }) => device))
  const wrong = new Set(
    all
      .filter(
        ({ verdict, part, field }) =>
          verdict === 'differs' && part === 'inventory' && key.includes(field.replace('INFO.', '')),
      )
      .map(({ device }) => device),
  )
  const lines: string[] = []
  if (verbose) for (const one of all) if (one.verdict === 'differs') lines.push(told(one))
  const byField = new Map<string, Compared[]>()
  for (const one of all) {
    if (one.verdict !== 'differs') continue
    const field = `${one.part}.${one.field}`
    byField.set(field, [...(byField.get(field) ?? []), one])
  }
  for (const [field, found] of [...byField].sort(([, a], [, b]) => b.length - a.length).slice(0, verbose ? 1000 : 25)) {
    const extra = found.filter(({ expected }) => expected === undefined).length
    const missing = found.filter(({ got }) => got === undefined).length
    const devices = new Set(found.map(({ device }) => device)).size
    lines.push(`${String(found.length).padStart(7)} ${field}: ${missing} missing, ${extra} more, ${devices} devices`)
  }
  const reasons = new Map<string, number>()
  for (const { verdict, reason } of all)
    if (verdict !== 'equal' && verdict !== 'differs')
      reasons.set(`${verdict}: ${reason}`, (reasons.get(`${verdict}: ${reason}`) ?? 0) + 1)
  for (const [reason, number] of [...reasons].sort(([a], [b]) => a.localeCompare(b)))
    if (!reason.startsWith('doubt')) lines.push(`${String(number).padStart(7)} ${reason}`)
  const shares = { fields: good / Math.max(1, judged), devices: 1 - wrong.size / Math.max(1, names.size) }
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
  lines.push(
    `${names.size} devices, ${all.length} fields: ${count('equal')} equal, ${count('fixed')} fixed, ${count('doubt')} in doubt, ` +
      `${count('excused')} excused, ${count('differs')} differ`,
    `fields equal or fixed: ${percent(shares.fields)}; ${key.join(', ')} right: ${percent(shares.devices)} of devices`,
  )
  return { lines, ...shares }
}

function told({ device, part, path, expected, got }: Compared): string {
  return `${device} ${part}.${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`
}

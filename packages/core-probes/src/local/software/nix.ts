import { valueOf as ifOk } from '../../host/port.ts'
import { parseStorePaths } from './parse-nix.ts'
import type { ReadPackages } from './reader.ts'

/** Packages in the store of Nix that something still needs. It may look for them for a while. */
export const read: ReadPackages = async ({ commands }, ctx) => {
  const answer = await commands.run(['nix-store', '--gc', '--print-live'], { timeoutMs: 60_000 })
  if (answer.state !== 'ok') ctx.debug(`nix-store: ${answer.state}`)
  const SOFTWARES = parseStorePaths(ifOk(answer)?.stdout ?? '').map(({ name, version }) => ({
    NAME: name,
    VERSION: version,
    FROM: 'nix',
  }))
  return SOFTWARES.length > 0 ? [{ from: 'nix-store --gc --print-live', content: { SOFTWARES } }] : []
}

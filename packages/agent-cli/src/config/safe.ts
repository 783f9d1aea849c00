import { join } from 'node:path'
import { FatalError, type Logger } from '@fusioninventory/cli-kit'
import { configOptions } from '../options.ts'
import { usualPolicy } from '../policy/io/load.ts'
import { names } from '../store/files.ts'
import { isReadableByOthers, type Weakness, weaknesses } from '../store/permissions.ts'
import type { Loaded } from './load.ts'
import { programFolder } from './program.ts'

/** All that decides what this program does: whoever can change it can do so, too. */
export const sensitivePaths = ({ paths, confdir, vardir, settings }: Loaded): readonly string[] => [
  ...paths,
  vardir,
  programFolder(),
  ...names(programFolder()).map((name) => join(programFolder(), name)),
  settings['policy-file'] ?? usualPolicy(confdir),
]

export const shownWeakness = ({ path, reason }: Weakness): string => `${path} ${reason}`

/**
 * Ownership and mode of configuration, state and program.
 * @throws FatalError where somebody else could change one of them
 */
export function demandSafe(loaded: Loaded, uid: number, log: Logger): void {
  const found = weaknesses(sensitivePaths(loaded), uid)
  const refused = loaded.settings['no-permission-check'] ? [] : found.filter(({ mild }) => !mild)
  for (const weakness of found)
    if (!refused.includes(weakness)) log.warning(`${shownWeakness(weakness)}: others may change what this agent does`)
  for (const path of readableSecrets(loaded))
    log.warning(`${path} holds a password and can be read by others (chmod 640 makes it private)`)
  const [first, ...others] = refused
  if (first === undefined) return
  for (const weakness of others) log.error(shownWeakness(weakness))
  throw new FatalError(
    `${shownWeakness(first)}: others could make this agent do what they like; correct its owner and mode (chown, chmod go-w) or, where that is meant, give --no-permission-check`,
  )
}

/** Files of the configuration with a secret in them that others can read. */
export function readableSecrets({ origins, settings }: Loaded): readonly string[] {
  const files = Object.entries(configOptions)
    .filter(([name, option]) => 'secret' in option && settings[name as keyof typeof settings] !== undefined)
    .map(([name]) => /^(.*):\d+$/.exec(origins.get(name) ?? '')?.[1])
  return [...new Set(files)].filter((file) => file !== undefined).filter(isReadableByOthers)
}

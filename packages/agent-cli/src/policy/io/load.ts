import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, FatalError, reasonOf } from '@fusioninventory/cli-kit'
import { noPolicy, type Policy, parsePolicy } from '../parse-policy.ts'

export interface LoadedPolicy {
  readonly policy: Policy
  /** Undefined where there is none, and everything is allowed. */
  readonly file: string | undefined
}

/** Where the policy is, unless somebody says otherwise. */
export const usualPolicy = (confdir: string): string => join(confdir, 'policy.cfg')

/**
 * The policy of this machine. One that was named has to be there; the usual one need not.
 * @throws FatalError where it cannot be read, and for each thing in it that is not understood: nothing is done without it
 */
export function loadPolicy(named: string | undefined, confdir: string): LoadedPolicy {
  const file = named ?? usualPolicy(confdir)
  let text: string
  try {
    if (!statSync(file).isFile()) throw new Error('Not a regular file')
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (named === undefined && ['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? ''))
      return { policy: noPolicy, file: undefined }
    throw new FatalError(`Can't read policy ${file}: ${reasonOf(error)}`, 1, { cause: error })
  }
  const { policy, problems } = parsePolicy(text)
  if (problems.length > 0) throw new FatalError(`policy ${file}: ${problems.join('; ')}`)
  return { policy, file }
}

import type { Run } from '@fusioninventory/cli-kit'
import type { options } from './options.ts'

/** What every command gets. */
export type Context = Run<typeof options>

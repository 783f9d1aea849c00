import { bareMain, type Main } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** Help and version; everything else ends with exit 1 and what to use meanwhile. */
export const main: Main = bareMain(tool)

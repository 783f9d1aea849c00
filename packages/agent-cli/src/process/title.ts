import { escapeControls } from '@fusioninventory/cli-kit'
import { tool } from '../options.ts'

/** `fusioninventory-agent (tag T): waiting`, as lists of processes show it. */
export const titleOf = (tag: string | undefined, status: string): string =>
  `${tool.name}${tag ? ` (tag ${escapeControls(tag).slice(0, 40)})` : ''}: ${status}`

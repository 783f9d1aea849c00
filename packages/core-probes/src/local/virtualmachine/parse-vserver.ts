import type { Status } from './guest.ts'

/** What `vserver-info` tells of the tools: where guests are configured, and their version. */
export function parseVserverInfo(text: string): {
  readonly dir: string | undefined
  readonly version: string | undefined
} {
  const value = (key: string): string | undefined =>
    new RegExp(`^[ \\t]+${key}:[ \\t]+(\\S.*)$`, 'm').exec(text)?.[1]?.split(';', 1)[0]?.trim()
  return { dir: value('cfg-Directory'), version: value('util-vserver') }
}

/** `vserver NAME status`. */
export const parseVserverStatus = (text: string): Status | undefined =>
  /is running/.test(text) ? 'running' : /is stopped/.test(text) ? 'off' : undefined

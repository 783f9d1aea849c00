import type { MachineRequest } from 'fusioninventory-inventory'
import type { Settings } from '../../config/effective.ts'
import { tool } from '../../options.ts'

/** Options of the inventory tool that the agent has, too, under the same names. */
const shared = [
  'no-category',
  'partial',
  'tag',
  'additional-content',
  'allow-custom-sections',
  'scan-homedirs',
  'scan-profiles',
  'credentials',
  'no-mask-secrets',
  'backend-collect-timeout',
] as const satisfies readonly (keyof Settings & keyof MachineRequest['options'])[]

export function requestOf(settings: Settings, deviceid: string): MachineRequest {
  const chosen = Object.fromEntries(shared.map((name) => [name, settings[name]]))
  const asset = settings['assetname-support']
  return {
    options: { ...chosen, ...(asset !== undefined && { 'assetname-support': asset }) },
    deviceid,
    version: tool.version,
  }
}

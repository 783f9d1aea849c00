import type { BareTool } from '@fusioninventory/cli-kit'
import { version } from '../package.json'

/** What this tool says of itself; its options come with its work. */
export const tool: BareTool = {
  name: 'fusioninventory-netdiscovery',
  title: 'FusionInventory NetDiscovery task',
  version,
  summary: 'Finds the devices of a network.',
  meanwhile: 'use fusioninventory-netdiscovery of FusionInventory Agent 2.6',
}

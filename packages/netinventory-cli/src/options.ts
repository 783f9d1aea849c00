import type { BareTool } from '@fusioninventory/cli-kit'
import { version } from '../package.json'

/** What this tool says of itself; its options come with its work. */
export const tool: BareTool = {
  name: 'fusioninventory-netinventory',
  title: 'FusionInventory NetInventory task',
  version,
  summary: 'Describes network devices by SNMP.',
  meanwhile: 'use fusioninventory-netinventory of FusionInventory Agent 2.6',
}

import type { BareTool } from '@fusioninventory/cli-kit'
import { version } from '../../package.json'

/** What this tool says of itself; its options come with its work. */
export const tool: BareTool = {
  name: 'fusioninventory-protocol',
  title: 'FusionInventory Protocol',
  version,
  summary: 'Checks, converts and explains documents of the FusionInventory protocol.',
  meanwhile: 'deliver documents with fusioninventory-injector, which checks them first',
}

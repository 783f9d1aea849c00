import type { BareTool } from '@fusioninventory/cli-kit'
import { version } from '../package.json'

/** What this tool says of itself; its options come with its work. */
export const tool: BareTool = {
  name: 'fusioninventory-agent',
  title: 'FusionInventory Agent',
  version,
  summary: 'Runs the inventory tools under the direction of a server.',
  meanwhile: 'run fusioninventory-inventory and fusioninventory-injector from a timer',
}

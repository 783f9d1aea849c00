import { tool as agent } from '../../../packages/agent-cli/src/options.ts'
import { tool as remoteinventory } from '../../../packages/agent-cli/src/remoteinventory/options.ts'
import { tool as wakeonlan } from '../../../packages/agent-cli/src/wakeonlan/options.ts'
import type { Tool } from '../../../packages/cli-kit/src/index.ts'
import { tool as probe } from '../../../packages/core-probes/src/bin/options.ts'
import { tool as injector } from '../../../packages/injector-cli/src/options.ts'
import { tool as inventory } from '../../../packages/inventory-cli/src/options.ts'
import { tool as netdiscovery } from '../../../packages/netdiscovery-cli/src/options.ts'
import { tool as netinventory } from '../../../packages/netinventory-cli/src/options.ts'
import { tool as protocol } from '../../../packages/protocol/src/bin/options.ts'

/** All executables of the suite. */
export const tools: readonly Tool[] = [
  inventory,
  injector,
  netdiscovery,
  netinventory,
  agent,
  wakeonlan,
  remoteinventory,
  probe,
  protocol,
]

import type { Tool } from './options.ts'

const suite = 'FusionInventory Agent'

/** What `--version` prints: tool and version, then the suite that it belongs to; the agent is the suite. */
export const versionText = ({ title, version }: Pick<Tool, 'title' | 'version'>): string =>
  title === suite ? `${suite} (${version})\n` : `${title} ${version}\nbased on ${suite} v${version}\n`

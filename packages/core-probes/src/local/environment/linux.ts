import { valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { maskText } from '../process/mask.ts'

/** Environment of the tool itself. Variables with a telling name are hidden by the host already. */
export const linuxEnvironment = defineProbe({
  name: 'linux/environment',
  category: 'environment',
  platforms: ['linux'],
  reads: [{ fact: 'env' }],
  yields: ['ENVS'],
  async run(host, ctx) {
    const variables = Object.entries(ifOk(await host.facts.env()) ?? {})
    if (variables.length === 0) return []
    const shown = ctx.options.maskSecrets ? maskText : (text: string) => text
    return [{ from: 'environment', content: { ENVS: variables.map(([KEY, value]) => ({ KEY, VAL: shown(value) })) } }]
  },
})

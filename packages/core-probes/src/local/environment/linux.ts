import { valueOf as ifOk } from '../../host/port.ts'
import { redactPlain } from '../../host/secrets.ts'
import { defineProbe } from '../probe.ts'

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
    const shown = ctx.options.maskSecrets ? redactPlain : (text: string) => text
    return [{ from: 'environment', content: { ENVS: variables.map(([KEY, value]) => ({ KEY, VAL: shown(value) })) } }]
  },
})

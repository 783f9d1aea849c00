import type { Plugin } from '../site.ts'
import type { PluginContext } from './context.ts'
import type { PluginValues } from './keys.ts'

/** Answers `/test/NAME` with nothing: to see whether an agent is reached, and its files are read. */
export function testPlugin(values: PluginValues<'test'>, { log }: PluginContext): Plugin {
  log.debug(`[test server plugin] configtest = ${values.configtest}`)
  return {
    name: 'test',
    title: 'Test',
    port: values.port === 0 ? undefined : values.port,
    routes: [
      {
        path: '/test/:name{[A-Za-z0-9._~-]{1,64}}',
        methods: ['GET'],
        answer: (asked) => asked.body(null, 200),
      },
    ],
  }
}

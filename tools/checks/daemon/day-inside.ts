/** The daemon of this source by a clock that runs FACTOR times as fast: `day-inside.ts FACTOR TASKS_BUNDLE OPTION...`. */

import { loadConfiguration } from '../../../packages/agent-cli/src/config/load.ts'
import { daemon } from '../../../packages/agent-cli/src/daemon/daemon.ts'
import { openLog } from '../../../packages/agent-cli/src/log/open.ts'
import { tool } from '../../../packages/agent-cli/src/options.ts'
import { runBin, runTool } from '../../../packages/cli-kit/src/index.ts'

const [factor = '', bundle = '', ...argv] = process.argv.slice(2)
const began = Date.now()
const fast = Number(factor)
const clock = {
  now: () => began + (Date.now() - began) * fast,
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms / fast)
    return () => clearTimeout(timer)
  },
}

await runBin((given) => {
  const io = Object.create(given, { argv: { value: argv }, now: { value: () => new Date(clock.now()) } })
  return runTool(
    tool,
    io,
    async ({ options, given: names }) => {
      const machine = { platform: process.platform, uid: process.getuid?.() ?? 0, env: io.env }
      const configure = () => loadConfiguration({ options, given: names }, machine, '/', io.env)
      const loaded = configure()
      const log = await openLog(loaded.settings, io)
      return daemon({ io, log, loaded, configure, random: Math.random, clock, program: [bundle] })
    },
    { stopped: 0 },
  )
})

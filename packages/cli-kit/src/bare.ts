import { commonOptions } from './common.ts'
import { exit } from './exit.ts'
import { type Io, type Main, withArgv } from './io.ts'
import type { Tool } from './options.ts'
import { runTool } from './run.ts'

const answered = new Set(['-h', '--help', '--version'])

/** A tool that is named and packaged, but does nothing yet. */
export type BareTool = Pick<Tool, 'name' | 'title' | 'version' | 'summary'> & {
  /** What to do instead, as a clause: `use ...`. */
  readonly meanwhile: string
}

/** Help and version only. Whatever else is asked ends with a clear line and exit 1: it never pretends. */
export const bareMain =
  ({ meanwhile, ...tool }: BareTool): Main =>
  (io: Io) => {
    const { help, version } = commonOptions
    const argv = io.argv.filter((word) => answered.has(word))
    const usage = ['--help', '--version']
    const summary = `${tool.summary} Not available in this version: ${meanwhile}.`
    return runTool({ ...tool, summary, usage, options: { help, version } }, withArgv(io, argv), async ({ log }) => {
      log.error(`${tool.name} is not available in version ${tool.version}; meanwhile ${meanwhile}`)
      return exit.failed
    })
  }

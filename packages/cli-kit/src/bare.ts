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

/** The whole of it: help and version. */
export function bareTool({ meanwhile, ...tool }: BareTool): Tool {
  const { help, version } = commonOptions
  const summary = `${tool.summary} Not available in this version: ${meanwhile}.`
  return { ...tool, summary, usage: ['--help', '--version'], options: { help, version } }
}

/** Help and version only. Whatever else is asked ends with a clear line and exit 1: it never pretends. */
export const bareMain =
  (tool: BareTool): Main =>
  (io: Io) => {
    const argv = io.argv.filter((word) => answered.has(word))
    return runTool(bareTool(tool), withArgv(io, argv), async ({ log }) => {
      log.error(`${tool.name} is not available in version ${tool.version}; meanwhile ${tool.meanwhile}`)
      return exit.failed
    })
  }

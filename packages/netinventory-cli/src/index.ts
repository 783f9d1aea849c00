/** For programs that describe network devices themselves: the tool, and the task of a server's job. */
export { type JobOptions, runQueryJob } from './job.ts'
export { main } from './main.ts'
export type { QueryEnd } from './query.ts'
export type { OpenDevice, Patience } from './sessions.ts'
export type { Target } from './target.ts'

/** For programs that search networks themselves: the tool, and the task of a server's job. */
export { type JobOptions, runDiscoveryJob } from './job.ts'
export { main } from './main.ts'

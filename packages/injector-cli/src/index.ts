export { type Box, openSpool, type Spool } from './io/spool.ts'
export { main } from './main.ts'
export { tool } from './options.ts'

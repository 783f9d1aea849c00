export { main } from './main.ts'
export { tool } from './options.ts'

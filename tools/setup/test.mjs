// npm test: sets up, builds, and runs every test that needs no other program.
import { pnpm, setUp } from './pnpm.mjs'

setUp()
pnpm('exec', 'vitest', 'run', ...process.argv.slice(2))

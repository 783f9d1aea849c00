/** `turns.ts RUNS COMMANDS`: figures of commands (JSON) as JSON; what runs on a stage is measured there. */
import { inTurns } from './measure.ts'

const [, , runs = '1', commands = '{}'] = process.argv
console.log(JSON.stringify(inTurns(JSON.parse(commands), Number(runs))))

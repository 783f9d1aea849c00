import type { OptionTable } from './options.ts'

/** Options of every tool, to be spread into its table. */
export const commonOptions = {
  'fail-on-error': {
    kind: 'flag',
    doc: 'Exit with 3 when some targets, devices or documents failed, with 4 when all did.',
  },
  verbose: { kind: 'flag', doc: 'Say more about what is done.' },
  debug: {
    kind: 'count',
    doc: 'Say what is tried and what is missing; twice: also what is exchanged.',
  },
  help: { kind: 'flag', short: 'h', doc: 'Print this message and exit.' },
  version: { kind: 'flag', doc: 'Print the version and exit.' },
} as const satisfies OptionTable

import { createLogger, memoryIo } from '@fusioninventory/cli-kit'
import { expect, it } from 'vitest'
import { openPhases } from './phases.ts'

it('parts follow each other from the start of the process', () => {
  const io = memoryIo()
  const times = [0.08, 0.1405, 0.15]
  const phases = openPhases(() => times.shift() ?? 0)
  for (const name of ['loading', 'probes', 'writing']) phases.end(name)
  phases.report(createLogger({ stream: io.stderr }))
  expect(io.err()).toBe('[info] time: loading 80.0 ms, probes 60.5 ms, writing 9.5 ms\n')
})

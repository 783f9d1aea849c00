import { describe, expect, it } from 'vitest'
import { Device } from './device.ts'
import type { Answer, Wire } from './wire.ts'

/** A device whose line says nothing, sooner than the clock has it. */
function silent(detail?: string): Device {
  const answer: Answer = {
    kind: 'silent',
    engine: false,
    again: 0,
    took: 0,
    after: 0,
    bytes: 0,
    ...(detail && { detail }),
  }
  const wire: Wire = { version: '2c', ask: async () => answer, close: () => undefined }
  return new Device('192.0.2.1', wire, { question: 1000, device: 60_000, bytes: 1e6 })
}
const question = { kind: 'get', oids: ['1.3.6.1.2.1.1.1.0'] } as const

describe('the time of a device', () => {
  it('is over when a question that had all of it got no answer', async () => {
    const device = silent()
    await device.ask(question, 60_001)
    expect(device.over).toBe('budget')
  })

  it('is not when the question had less, or could not be sent', async () => {
    const [short, unsent] = [silent(), silent('network is unreachable')]
    await short.ask(question)
    await unsent.ask(question, 60_001)
    expect([short.over, unsent.over]).toEqual([undefined, undefined])
  })
})

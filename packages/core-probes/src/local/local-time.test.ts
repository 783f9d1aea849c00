import { captureText } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureHost, parseCapture } from '../host/index.ts'
import { localDateTime, localDays } from './local-time.ts'

const { facts } = captureHost(parseCapture(captureText({ header: { timezone: 'Europe/Paris' } })))

describe('local time', () => {
  it('is that of the machine, summer and winter', () => {
    expect(localDateTime(facts, Date.UTC(2026, 6, 1, 22, 30) / 1000)).toBe('2026-07-02 00:30:00')
    expect(localDateTime(facts, Date.UTC(2026, 0, 1, 22, 30) / 1000)).toBe('2026-01-01 23:30:00')
    const day = localDays(facts)
    expect(day(Date.UTC(2026, 6, 1, 21, 59, 59) / 1000)).toBe('01/07/2026')
    expect(day(Date.UTC(2026, 6, 1, 22) / 1000)).toBe('02/07/2026')
    expect(day(Date.UTC(2026, 6, 1, 22, 14, 59) / 1000)).toBe('02/07/2026')
  })

  it('is undefined for what no clock shows, and never throws', () => {
    fc.assert(
      fc.property(fc.double(), (seconds) => {
        expect(localDateTime(facts, seconds) ?? '0000-00-00 00:00:00').toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      }),
    )
    expect(localDays(facts)(Number.NaN)).toBeUndefined()
    expect(localDays(facts)(1e15)).toBeUndefined()
  })
})

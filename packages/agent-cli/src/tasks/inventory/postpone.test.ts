import type { Inventory } from '@fusioninventory/protocol'
import { expect, test } from 'vitest'
import { type Before, postponed } from './postpone.ts'

const digest = (text: string): string => text
const inventory = (name: string): Inventory => ({
  deviceid: 'a',
  content: { HARDWARE: { NAME: 'lab1' }, CPUS: [{ NAME: 'x' }], SOFTWARES: [{ NAME: name }], DRIVES: [{ TYPE: '/' }] },
})
const how = (postpone: number, ...required: string[]) => ({ postpone, required })
const unknown: Before = { sections: undefined, count: 0 }

test('all the first time, then what has changed, and all again after so many', () => {
  let before: Before = unknown
  const sent: string[][] = []
  for (let at = 0; at < 6; at++) {
    const now = postponed(inventory(`v${at}`), before, how(3), digest)
    sent.push(Object.keys(now.inventory.content))
    expect(now.partial).toBe(at % 4 !== 0)
    before = now
  }
  const all = ['HARDWARE', 'CPUS', 'SOFTWARES', 'DRIVES']
  const changed = ['HARDWARE', 'SOFTWARES']
  expect(sent).toEqual([all, changed, changed, changed, all, changed])
})

test('0: always all; sections that are required; one that is gone makes it whole', () => {
  const first = postponed(inventory('a'), unknown, how(0), digest)
  expect(postponed(inventory('b'), first, how(0), digest).partial).toBe(false)
  const next = postponed(inventory('a'), first, how(5, 'drive'), digest)
  expect(Object.keys(next.inventory.content)).toEqual(['HARDWARE', 'DRIVES'])
  const { DRIVES: _, ...less } = inventory('a').content
  expect(postponed({ deviceid: 'a', content: less }, first, how(5), digest).partial).toBe(false)
})

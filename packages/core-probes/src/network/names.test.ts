import { expect, it } from 'vitest'
import { namesFrom } from './names.ts'

it('takes the first name that is one of a host', async () => {
  const names = namesFrom(async () => ['not a name', 'a\u001b[2Jb.example', 'sw1.lab.example', 'other.example'])
  expect(await names.of('192.0.2.1')).toBe('sw1.lab.example')
  expect(await namesFrom(async () => []).of('192.0.2.1')).toBeUndefined()
})

it('asks 64 at one time, and nobody any more after 20 questions without an answer', async () => {
  let [asked, running, most] = [0, 0, 0]
  const names = namesFrom(async () => {
    asked++
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    running--
    return 'silent'
  })
  await Promise.all(Array.from({ length: 500 }, (_, n) => names.of(`192.0.2.${n}`)))
  expect(most).toBe(64)
  expect(asked).toBeLessThan(64 + 20 + 1)
  expect(names.givenUp).toBe(true)
})

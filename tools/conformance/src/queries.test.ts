import { expect, it } from 'vitest'
import { composeQueries } from './queries.ts'

it('each statement is a call of the client of its area', () => {
  expect(composeQueries('databases-mysql', { 'SHOW DATABASES': 'a\n' }, {}).calls).toEqual([
    { argv: ['mysql', '-q', '-sN', '-e', 'SHOW DATABASES'], output: 'a\n' },
  ])
})

it('clients of scripts get one call, with an answer after each mark', () => {
  const { calls, files } = composeQueries('databases-oracle', { 'SHOW release': 'release 19\n' }, {})
  expect(calls).toHaveLength(1)
  expect(calls[0]?.output).toContain('--- answer 0 ---\nrelease 19\n')
  expect(calls[0]?.stdin).toContain('PROMPT --- answer 0 ---\nSHOW release;')
  expect(Object.keys(files ?? {})).toEqual(['/etc/oratab'])
})

it('nothing comes of no answers, or in another area', () => {
  expect(composeQueries('databases-mysql', {}, {})).toEqual({ calls: [] })
  expect(composeQueries('df', { x: 'y' }, {})).toEqual({ calls: [] })
})

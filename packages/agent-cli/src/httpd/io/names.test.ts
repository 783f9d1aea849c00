import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ownNames, searchDomains } from './names.ts'

it('what a machine is called by itself', () => {
  const conf =
    '# made by hand\ndomain corp.example\nsearch Lab.example. other.example\noptions ndots:1\nnameserver 10.0.0.1\n'
  expect(ownNames('PC1', conf)).toEqual([
    ...['localhost', 'pc1', 'pc1.corp.example', 'pc1.lab.example', 'pc1.other.example'],
  ])
  expect(ownNames('pc1.corp.example', '')).toEqual(['localhost', 'pc1.corp.example', 'pc1'])
  expect(ownNames('', 'search a')).toEqual(['localhost'])
})

it('any file is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      for (const domain of searchDomains(`search ${text}`)) expect(domain).toMatch(/^[\w.-]+$/)
    }),
  )
})

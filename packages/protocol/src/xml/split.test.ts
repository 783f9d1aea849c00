import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Range, splitDocuments, xmlSplitter } from './split.ts'

const texts = (text: string, ranges: readonly Range[]): string[] => {
  const bytes = Buffer.from(text)
  return ranges.map(([start, end]) => bytes.subarray(start, end).toString())
}
function xml(text: string, size = text.length * 4 + 1): string[] {
  const splitter = xmlSplitter()
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) splitter.write(bytes.subarray(at, at + size))
  return texts(text, splitter.ranges())
}

describe('documents in XML', () => {
  const head = '<?xml version="1.0" encoding="UTF-8" ?>\n'
  it.each<[string, readonly string[]]>([
    ['one', [`${head}<A><B/></A>\n`]],
    ['two with declarations', [`${head}<A>x</A>\n`, `${head}<A/>\n`]],
    ['without', ['<A>x</A>\n', '<A/>', '<B>\n<A></A></B>']],
    ['comments and instructions between them', ['<A/><!-- <B> --><?xml-stylesheet x?>\n', `${head}<A/>`]],
    ['a declaration in CDATA', [`<A><![CDATA[${head}<B>]]]]></A>`, '<B/>']],
    ['a declaration in a comment', [`<A><!--- ${head} --></A>`, '<B/>']],
    ['angle brackets in attributes', [`<A b=">" c='"/>'><D/></A>`, '<B/>']],
    ['one that was cut off', ['<A><B>half', `${head}<C/>`]],
    ['one that was cut off in a tag', ['<A><B c="half', `${head}<C></C`, `${head}<D/>`]],
    ['characters of several bytes', ['<A>é€😀</A>', '<É/>']],
    ['a document type', ['<!DOCTYPE a><a></a>', '<b/>']],
  ])('%s', (_, documents) => {
    for (const size of [1, 3, 1000]) expect(xml(documents.join(''), size)).toEqual(documents)
    expect(splitDocuments(documents.join('')).map(({ text }) => text)).toEqual(documents)
  })

  it('gives back every byte, whatever it is given', () => {
    const marks = fc.constantFrom('<', '>', '/', '?', '!', '--', '[CDATA[', ']]>', '<?xml ', '"', "'", 'a', ' ', 'é')
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (list) => {
        const documents = xml(list.join(''))
        expect(documents.join('')).toBe(list.join(''))
        expect(splitDocuments(list.join('')).map(({ text }) => text)).toEqual(documents)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkWellFormed } from './read.ts'
import { xmlSplitter } from './split.ts'
import { scanWellFormed } from './well-formed.ts'

const path = 'REQUEST/CONTENT/VERSIONCLIENT'
const pick = [path, 'A', 'A/B']

function scan(bytes: Uint8Array, sizes: readonly number[] = [bytes.length]) {
  const scanning = scanWellFormed(pick)
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1)
    scanning.write(bytes.subarray(at, at + size))
    at += size
  }
  return scanning.end()
}

/** What the tools did before there was a quick check: each document of the source by saxes. */
async function oracle(bytes: Uint8Array) {
  const splitter = xmlSplitter()
  splitter.write(bytes)
  const documents = []
  for (const [start, end] of splitter.ranges()) {
    const found = await checkWellFormed([bytes.subarray(start, end)], { pick }).catch(() => undefined)
    if (found === undefined) return undefined
    documents.push({ start, end, root: found.root, picked: [...found.picked].sort() })
  }
  return documents
}
const shape = (found: ReturnType<typeof scan>) =>
  found?.documents.map(({ start, end, root, picked }) => ({ start, end, root, picked: [...picked].sort() }))

/** A version that XML 1.0 does not know has other characters: that is left to saxes, always. */
const otherVersion = /<\?xml\s+version\s*=\s*["']1\.(?!0["'])/

/** Both say the same, or the quick check says nothing where it is not meant to. */
async function agreed(bytes: Buffer, cuts: readonly number[]) {
  const wanted = await oracle(bytes)
  const decided = otherVersion.test(bytes.toString()) ? undefined : wanted
  expect(shape(scan(bytes))).toEqual(decided)
  expect(shape(scan(bytes, cuts))).toEqual(decided)
  return wanted
}

const name = fc.oneof(
  fc.constantFrom('A', 'B', 'REQUEST', 'CONTENT', 'VERSIONCLIENT', 'a:b', '_', 'É', '名', '\u{10400}', 'x-1.é·'),
  fc.constant('n'.repeat(300)),
)
const blank = fc.constantFrom('', ' ', '\n', '\r\n', '\t ')
const space = fc.constantFrom(' ', '\n', '\r\n', ' \t')
const text = fc.oneof(
  fc.constantFrom('x', '\n', '\r', '\r\n', ']', ']]', '>', 'é', '名', '😀', '\ufffd', '\x7f', '\x85', ' ', "'", '"'),
  fc.constantFrom(
    '&amp;',
    '&lt;',
    '&gt;',
    '&quot;',
    '&apos;',
    '&#65;',
    '&#x1F600;',
    '&#xd;',
    '&#0000000065;',
    '&#xD7FF;',
  ),
  fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .map((one) => one.replace(/[<&]|\]\]>|[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '')),
)
const texts = fc.array(text, { maxLength: 4 }).map((list) => list.join('').replaceAll(']]>', ''))
const attribute = fc
  .tuple(space, name, blank, blank, fc.constantFrom('"', "'"), texts)
  .map(([before, key, left, right, quote, value]) => {
    const inner = value.replaceAll('<', '').replaceAll(quote, '')
    return { key, text: `${before}${key}${left}=${right}${quote}${inner}${quote}` }
  })
const attributes = fc
  .uniqueArray(attribute, { maxLength: 3, selector: ({ key }) => key })
  .map((list) => list.map((one) => one.text).join(''))
const aside = fc.constantFrom(
  '<!-- c -->',
  '<!---->',
  '<!-- <A> é - > -->',
  '<?p?>',
  '<?p é ? >?>',
  '<?xml-x a="b"?>',
  '<?p??>',
)
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      attributes,
      blank,
      fc.oneof({ maxDepth: 5 }, fc.constant(undefined), fc.array(tie('content'), { maxLength: 5 })),
      blank,
    )
    .map(([tag, list, inner, content, outer]) =>
      content === undefined
        ? `<${tag}${list}${inner}/>`
        : `<${tag}${list}${inner}>${content.join('')}</${tag}${outer}>`,
    ),
  content: fc.oneof(
    tie('element'),
    texts,
    aside,
    fc.constantFrom('<![CDATA[]]>', '<![CDATA[<&>]]]]>', '<![CDATA[é\r\n]]>'),
  ),
}))
const declaration = fc.constantFrom(
  '',
  '<?xml version="1.0"?>',
  "<?xml version = '1.0' encoding='UTF-8' ?>",
  '<?xml version="1.0"\nencoding="utf-8" standalone="yes"?>',
  '<?xml version="1.0" standalone="no"?>',
  '<?xml version="1.0" encoding="no-such"?>',
)
const misc = fc.array(fc.oneof(space, aside), { maxLength: 3 }).map((list) => list.join(''))
const document = fc.tuple(declaration, misc, element, misc).map((parts) => parts.join(''))
const marks = fc.constantFrom(
  ...[
    '<',
    '>',
    '/',
    '/>',
    '</',
    '<A',
    '<A>',
    '</A>',
    '<B/>',
    ' b="',
    '"',
    "'",
    '=',
    '&',
    '&amp;',
    ';',
    '&#1;',
    '&#xD800;',
  ],
  ...[
    '&#xFFFE;',
    '&#X41;',
    '&#65',
    '&x;',
    '<!--',
    '-->',
    '--',
    '->',
    '-',
    '<![CDATA[',
    ']]>',
    ']]',
    '<!DOCTYPE a>',
    '<!A',
    '<!',
  ],
  ...[
    '<?xml version="1.0"?>',
    '<?xml ',
    '<?XML ?>',
    '<?xml?>',
    '<?',
    '?>',
    '?',
    'version="2.0"',
    ' encoding="é"',
    'x',
    ' ',
    '\n',
  ],
  ...[
    '\r',
    '\t',
    '\0',
    '\x01',
    '\x1f',
    '\x7f',
    '\ufeff',
    '\ufffe',
    '\uffff',
    '\ufffd',
    'é',
    '·',
    '\u0300',
    '×',
    '😀',
    '\u{f0000}',
  ],
  ...['a', '1', ':', '.', '__proto__', ' __proto__="1"', ' constructor=""', ' b="1" b="2"', '<A b="1"\nc=\'2\'/>'],
)
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })

describe('the quick check and saxes', () => {
  it('agree on documents that are well-formed, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(document, { minLength: 1, maxLength: 3 }), sizes, async (documents, cuts) => {
        const wanted = await agreed(Buffer.from(documents.join('')), cuts)
        // Before a declaration, only of the first document, blanks and comments are wrong.
        if (documents.length === 1) expect(wanted).toHaveLength(1)
      }),
      { numRuns: 500 },
    )
  })

  it('agree on documents that were changed in one place, or cut', async () => {
    const change = fc.record({ at: fc.nat(), remove: fc.nat(3), put: fc.oneof(fc.constant(''), marks) })
    await fc.assert(
      fc.asyncProperty(document, change, sizes, async (whole, { at, remove, put }, cuts) => {
        const from = at % (whole.length + 1)
        const bytes = Buffer.from(whole.slice(0, from) + put + whole.slice(from + remove))
        await agreed(bytes, cuts)
      }),
      { numRuns: 2000 },
    )
  })

  it('agree on anything made of mark-up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(marks, { maxLength: 12 }), fc.boolean(), sizes, async (parts, inside, cuts) => {
        const bytes = Buffer.from(inside ? `<A>${parts.join('')}</A>` : parts.join(''))
        await agreed(bytes, cuts)
      }),
      { numRuns: 4000 },
    )
  })

  it('agree on bytes that are not UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 8 }), fc.boolean(), sizes, async (noise, inTag, cuts) => {
        const parts = inTag ? ['<A b="', noise, '"/>'] : ['<A><B>', noise, '</B></A>']
        const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string)))
        const whole = await checkWellFormed([bytes], { pick }).catch(() => undefined)
        for (const found of [scan(bytes), scan(bytes, cuts)]) {
          if (found === undefined || found.documents.length > 1) continue
          expect(found.badBytes && !whole?.badBytes).toBe(false)
          expect([...(found.documents[0]?.picked ?? [])]).toEqual([...(whole?.picked ?? [['none', '']])])
        }
        if (whole !== undefined) expect(scan(bytes, cuts)).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what is left to saxes', () => {
  const known = (text: string | Buffer) => scan(Buffer.from(text)) !== undefined
  const nested = (depth: number) => '<A>'.repeat(depth) + '</A>'.repeat(depth)
  const attributes = (count: number) => `<A${Array.from({ length: count }, (_, i) => ` a${i}=""`).join('')}/>`
  const long = 'x'.repeat(1024 * 1024)
  it.each<[string, string, string]>([
    ['depth', nested(64), nested(65)],
    [
      'depth, at an empty element',
      `${'<A>'.repeat(63)}<B/>${'</A>'.repeat(63)}`,
      `${'<A>'.repeat(64)}<B/>${'</A>'.repeat(64)}`,
    ],
    ['attributes of one element', attributes(64), attributes(65)],
    ['text', `<A>${long}</A>`, `<A>${long}x</A>`],
    ['a comment', `<A><!--${long.slice(7)}--></A>`, `<A><!--${long}--></A>`],
    ['a CDATA section', `<A><![CDATA[${long.slice(12)}]]></A>`, `<A><![CDATA[${long}]]></A>`],
    ['a value', `<A b="${long.slice(9)}"/>`, `<A b="${long}"/>`],
    ['names', `<${'n'.repeat(16_384)}/>`, `<${'n'.repeat(16_385)}/>`],
    ['the version', '<?xml version="1.0"?><A/>', '<?xml version="1.1"?><A/>'],
    ['marks at the begin', '\ufeff<A/>', '\ufeff\ufeff<A/>'],
    ['a declaration', `<?xml version="1.0"${' '.repeat(990)}?><A/>`, `<?xml version="1.0"${' '.repeat(1010)}?><A/>`],
  ])('beyond a limit: %s', (_, within, beyond) => {
    expect([known(within), known(beyond)]).toEqual([true, false])
    const cuts = [65_536]
    expect([scan(Buffer.from(within), cuts), scan(Buffer.from(beyond), cuts)].map((one) => one !== undefined)).toEqual([
      true,
      false,
    ])
  })

  it('nothing of what never ends is kept', () => {
    for (const start of ['<A b="', '<!--', '<?p ', '<A><![CDATA[', '<A>&#', '<A>', ' ']) {
      const scanning = scanWellFormed()
      scanning.write(Buffer.from(start))
      for (let i = 0; i < 100; i++) scanning.write(Buffer.alloc(65_536, start === ' ' ? ' ' : '0'))
      expect(scanning.end()).toBeUndefined()
    }
  })

  it('several documents in another encoding', () => {
    const document = (set: string) => `<?xml version="1.0" encoding="${set}"?><A>\xe9</A>`
    const latin1 = (text: string) => Buffer.from(text, 'latin1')
    expect(scan(latin1(document('ISO-8859-1')))).toMatchObject({ documents: [{ root: 'A' }], badBytes: false })
    expect(scan(latin1(document('ISO-8859-1')))?.documents[0]?.picked.get('A')).toBe('é')
    expect(known(latin1(document('ISO-8859-1').repeat(2)))).toBe(false)
    expect(known(document('UTF-8').repeat(2))).toBe(true)
    expect(known(document('UTF-8') + document('ISO-8859-1'))).toBe(false)
    expect(scan(latin1(document('UTF-8')))).toMatchObject({ documents: [{ root: 'A' }], badBytes: true })
  })

  it('UTF-16 is none of it', () => {
    const text = '\ufeff<?xml version="1.0" encoding="UTF-16"?><A>é😀</A>'
    for (const bytes of [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()])
      for (const size of [1, 3, 1000]) expect(scan(bytes, [size])?.documents[0]?.picked.get('A')).toBe('é😀')
  })
})

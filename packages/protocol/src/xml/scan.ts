import { type SaxesAttributePlain, SaxesParser } from 'saxes'
import { clean } from '../model/clean.ts'
import { XmlError } from './error.ts'
import type { XmlLimits } from './limits.ts'

export interface XmlEvents {
  /** Line and column, from 1, are those of the tag's `<`. */
  open(name: string, line: number, column: number): void
  attribute(name: string, value: string): void
  text(text: string): void
  close(): void
}

export interface XmlScan {
  /** Throws XmlError. */
  write(text: string): void
  end(): void
}

/** Fed in such pieces, so that a token that never ends is noticed in time. */
const piece = 65_536

/**
 * The one use of saxes: events of a document that comes in pieces, within limits. Document types are refused, so there
 * are no entities but the five of XML and character references.
 */
export function scanXml(events: XmlEvents, limits: XmlLimits): XmlScan {
  const parser = new SaxesParser({ position: true })
  let depth = 0
  let elements = 0
  let lastEvent = 0
  let line = 0
  let column = 0

  const fail = (reason: string): never => {
    throw new XmlError(reason, parser.line, parser.column)
  }
  const count = (): void => {
    lastEvent = parser.position
    if (++elements > limits.elements) fail(`more than ${limits.elements} elements`)
  }
  const seen = (): void => {
    lastEvent = parser.position
  }
  const bounded = (text: string): void => {
    seen()
    if (text.length > limits.text) fail(`a text longer than ${limits.text} characters`)
  }

  parser.on('error', (error) => {
    const reason = clean(error.message.replace(/^\d+:\d+: /, '')).replace(/\.$/, '')
    fail(reason.length > 120 ? `${reason.slice(0, 120)}...` : reason)
  })
  parser.on('doctype', () => fail('a document type is not allowed'))
  parser.on('opentagstart', ({ name }) => {
    count()
    // The character behind the name has been read: where it ends a line, the tag began on the line before.
    line = parser.column === 0 ? parser.line - 1 : parser.line
    column = Math.max(1, parser.column - name.length - 1)
    if (++depth > limits.depth) fail(`elements nested deeper than ${limits.depth}`)
  })
  parser.on('attribute', ({ value }: SaxesAttributePlain) => {
    count()
    bounded(value)
  })
  parser.on('opentag', ({ name, attributes }) => {
    events.open(name, line, column)
    for (const [key, value] of Object.entries(attributes)) events.attribute(key, value)
  })
  parser.on('closetag', () => {
    seen()
    depth--
    events.close()
  })
  parser.on('text', (text) => {
    bounded(text)
    if (depth > 0) events.text(text)
  })
  parser.on('cdata', (text) => {
    bounded(text)
    events.text(text)
  })
  parser.on('comment', seen)
  parser.on('processinginstruction', seen)

  return {
    write(text) {
      for (let at = 0; at < text.length; at += piece) {
        parser.write(text.slice(at, at + piece))
        if (parser.position - lastEvent > limits.text + piece) fail(`nothing ends within ${limits.text} characters`)
      }
    },
    end() {
      parser.close()
    },
  }
}

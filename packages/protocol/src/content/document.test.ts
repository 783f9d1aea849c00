import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { jsonScalar } from '../json/values.ts'
import { jsonInventory } from '../json/write.ts'
import { admit } from '../model/admit.ts'
import type { Field, Fields, Schema } from '../model/kinds.ts'
import { type Content, schema } from '../model/table.ts'
import { isScalarField } from '../model/values.ts'
import { readXml } from '../xml/read.ts'
import { writeInventory } from '../xml/write.ts'
import { inventoryOfJson, inventoryOfXml } from './document.ts'

const quiet = (): void => {}
const sections = Object.entries(schema as Schema)
type Entry = Record<string, unknown>

const value = (field: Field): fc.Arbitrary<unknown> => {
  if (field.fields) return field.kind === 'maps' ? fc.array(entry(field.fields), { maxLength: 2 }) : entry(field.fields)
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.nat().map(String),
    fc.constantFrom(...(field.values ?? ['']), 'Yes', '0', '31/12/2024', '2024-02-29', '2024-02-29 10:00', '+0100'),
    fc.ipV4(),
    fc.constant('00:1A:2b:3c:4d:5e'),
  )
  return field.kind === 'texts' ? fc.array(scalar, { maxLength: 3 }) : scalar
}
const entry = (fields: Fields): fc.Arbitrary<Entry> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, value(field)])), {
    requiredKeys: [],
  })
const content: fc.Arbitrary<Content> = fc
  .record(
    Object.fromEntries(
      sections.map(([name, { text, many, fields }]) => [
        name,
        text ? fc.string() : many ? fc.array(entry(fields), { maxLength: 2 }) : entry(fields),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((found) => admit(found, quiet))

/** Numbers and digits are the same. */
const plain = (found: unknown): unknown =>
  JSON.parse(JSON.stringify(found, (_name, one: unknown) => (typeof one === 'number' ? String(one) : one)))

/** What JSON has no place or form for, as the model says it. */
function lossless(found: Entry, fields: Fields): Entry | undefined {
  const kept: Entry = {}
  for (const [name, field] of Object.entries(fields)) {
    const said = found[name]
    const left = said === undefined || field.json === null ? undefined : leftOf(said, field)
    if (left === undefined && field.required && !field.mayBeEmpty) return undefined
    if (left !== undefined) kept[name] = left
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}

function leftOf(said: unknown, field: Field): unknown {
  if (field.kind === 'map') return lossless(said as Entry, field.fields ?? {})
  if (field.kind === 'maps')
    return nonEmpty((said as Entry[]).flatMap((one) => lossless(one, field.fields ?? {}) ?? []))
  if (!isScalarField(field)) return nonEmpty((said as string[]).filter((one) => one !== ''))
  const json = jsonScalar(said as string, field)
  return json === '' ? undefined : json
}

const nonEmpty = (list: readonly unknown[]): unknown => (list.length > 0 ? list : undefined)

function expectedOf(found: Content): Content {
  const kept: Entry = { VERSIONCLIENT: found.VERSIONCLIENT || 'FusionInventory' }
  const provider = found.VERSIONPROVIDER
  const timed =
    provider && provider.ETIME === undefined && found.HARDWARE?.ETIME !== undefined
      ? { ...found, VERSIONPROVIDER: { ...provider, ETIME: found.HARDWARE.ETIME } }
      : found
  for (const [name, { json, text, many, fields }] of sections) {
    const said = (timed as Entry)[name]
    if (json === null || said === undefined || text) continue
    const left = many
      ? nonEmpty((said as Entry[]).flatMap((one) => lossless(one, fields) ?? []))
      : lossless(said as Entry, fields)
    if (left !== undefined) kept[name] = left
  }
  return admit(kept, quiet)
}

describe('whatever the content', () => {
  it('XML loses only what is for JSON alone, with line breaks and without', () => {
    fc.assert(
      fc.property(content, (before) => {
        const { DATABASES_SERVICES: _, ...rest } = before
        const others = { ...rest, VERSIONCLIENT: 'x' }
        const written = writeInventory({ deviceid: 'a', content: others })
        // Without line breaks is how `curl --data @FILE` sends it.
        for (const xml of [written, written.replace(/[\r\n]/g, '')]) {
          const after = inventoryOfXml(readXml(xml), quiet)
          const tagged = after.tag === undefined ? [] : [{ KEYNAME: 'TAG', KEYVALUE: after.tag }]
          const info = [...(after.content.ACCOUNTINFO ?? []), ...tagged]
          const back = { ...after.content, ...(info.length > 0 && { ACCOUNTINFO: info }) }
          const sorted = (found: Content) => plain({ ...found, ACCOUNTINFO: found.ACCOUNTINFO?.length })
          expect(sorted(back)).toEqual(sorted(others))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('XML to JSON to XML loses exactly what the model has no JSON for', () => {
    fc.assert(
      fc.property(content, (before) => {
        const json: unknown = JSON.parse(JSON.stringify(jsonInventory({ deviceid: 'a', content: before }, quiet)))
        const after = inventoryOfJson(json, quiet)
        expect(plain(after.content)).toEqual(plain(expectedOf(before)))
        // A second time nothing is lost any more.
        const again = jsonInventory(after, quiet)
        expect(JSON.parse(JSON.stringify(again))).toEqual(json)
      }),
      { numRuns: 150 },
    )
  })
})

test('the tag is an administrative value in XML, a member in JSON', () => {
  const inventory = { deviceid: 'a', tag: 'lab', content: { VERSIONCLIENT: 'x', HARDWARE: { NAME: 'n' } } }
  expect(inventoryOfXml(readXml(writeInventory(inventory)), quiet)).toEqual(inventory)
  expect(inventoryOfJson(JSON.parse(JSON.stringify(jsonInventory(inventory, quiet))), quiet)).toEqual(inventory)
})

test('sections of the user survive, names in upper case', () => {
  const json = { deviceid: 'a', content: { x_rack: [{ row: 4 }] } }
  expect(inventoryOfJson(json, quiet).content).toEqual({ X_RACK: [{ ROW: '4' }] })
})

test.each([
  ['<A/>', 'a <A>, not a <REQUEST>'],
  ['<REQUEST><QUERY>PROLOG</QUERY></REQUEST>', 'a PROLOG message, not an inventory'],
  ['<REQUEST><QUERY>INVENTORY</QUERY></REQUEST>', 'no CONTENT in the message'],
  ['<REQUEST><CONTENT><BIOS><SSN>1</SSN></BIOS></CONTENT></REQUEST>', 'no DEVICEID'],
])('%s: %s', (xml, message) => {
  expect(() => inventoryOfXml(readXml(xml), quiet)).toThrow(message)
})

test.each([
  [[], 'not an object'],
  [{ action: 'contact' }, 'action "contact", not an inventory'],
  [{ itemtype: 'Printer', content: {} }, 'itemtype "Printer"'],
  [{ deviceid: 'a' }, 'no content in the document'],
  [{ content: {} }, 'no DEVICEID'],
])('%j: %s', (json, message) => {
  expect(() => inventoryOfJson(json, quiet)).toThrow(message)
})

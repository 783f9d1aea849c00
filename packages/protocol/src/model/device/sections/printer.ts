import type { Field, Schema } from '../../kinds.ts'

const counter = (doc: string) => ({ kind: 'int', volatile: true, doc }) as const satisfies Field

/** What a printer uses up, and what it has done. */
export const printer = {
  CARTRIDGES: {
    many: false,
    jsonList: true,
    json: 'cartridges',
    doc: 'Levels of supplies (Printer-MIB, RFC 3805), one field a supply: `TONERBLACK`, `DRUMCYAN`, `WASTETONER`, `FUSERKIT`, `STAPLES`, ...',
    fields: {},
    others: {
      kind: 'text',
      volatile: true,
      doc: 'What is left in percent; `OK` or `WARNING` where the printer knows no number; a number with its unit where it knows no capacity.',
    },
  },
  PAGECOUNTERS: {
    many: false,
    json: 'pagecounters',
    doc: 'What was printed, copied and scanned so far.',
    fields: {
      BLACK: counter('Pages in black.'),
      COLOR: counter('Pages in colour.'),
      COPYBLACK: counter('Copies in black.'),
      COPYBLACK_A3: counter('Copies in black on A3.'),
      COPYCOLOR: counter('Copies in colour.'),
      COPYCOLOR_A3: counter('Copies in colour on A3.'),
      COPYTOTAL: counter('Copies.'),
      DUPLEX: counter('Sheets printed on both sides.'),
      FAXTOTAL: counter('Faxes.'),
      PRINTBLACK: counter('Prints in black.'),
      PRINTCOLOR: counter('Prints in colour.'),
      PRINTTOTAL: counter('Prints.'),
      RECTOVERSO: counter('Sheets with two sides.'),
      SCANNED: counter('Scanned pages.'),
      TOTAL: counter('All pages.'),
    },
  },
} as const satisfies Schema

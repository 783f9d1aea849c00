import { decodeText } from '@fusioninventory/core-probes/host'
import type { Case, Corpus } from '../src/case.ts'
import { base } from './base.ts'
import { display } from './display.ts'
import { machine } from './machine.ts'
import { pci } from './pci.ts'
import { software } from './software.ts'
import type { Input, Units } from './step.ts'
import { storage } from './storage.ts'
import { virtual } from './virtual.ts'

/** All units, by what they are about. */
export const units: Units = { ...base, ...pci, ...storage, ...software, ...virtual, ...machine, ...display }

/** The texts of a case for a parser. */
export function inputOf(test: Case, corpus: Corpus): Input {
  const texts = { ...test.capture.commands, ...test.capture.files }
  return {
    test,
    args: Array.isArray(test.params.args) ? test.params.args : [],
    text(name = Object.keys(texts)[0] ?? '') {
      const content = texts[name]
      return content === undefined ? '' : decodeText(corpus.bytes(content))
    },
  }
}

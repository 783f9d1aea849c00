import { attribute } from './disk.ts'

/** What an ATA disk says about itself. */
export interface Identity {
  readonly model?: string | undefined
  readonly serial?: string | undefined
  readonly firmware?: string | undefined
  readonly wwn?: string | undefined
  readonly sata: boolean
}

/** IDENTIFY DEVICE begins here in the page. */
const identifyAt = 60

/**
 * VPD page 89h, "ATA Information" (SAT-4 §12.4.2), as the kernel shows it in `vpd_pg89`: the 512 bytes of IDENTIFY DEVICE
 * (ACS-4 §7.13): serial number in words 10-19, firmware 23-26, model 27-46, capabilities of SATA 76, world-wide name
 * 108-111 where word 87 says so. Texts have the two bytes of each word swapped. Undefined for anything else.
 */
export function parseAtaPage(page: Uint8Array): Identity | undefined {
  if (page.length < identifyAt + 512 || page[1] !== 0x89) return undefined
  const view = new DataView(page.buffer, page.byteOffset + identifyAt, 512)
  const word = (at: number): number => view.getUint16(2 * at, true)
  const text = (from: number, words: number): string | undefined => {
    let chars = ''
    for (let at = from; at < from + words; at++) chars += String.fromCharCode(word(at) >> 8, word(at) & 0xff)
    return attribute(chars)
  }
  const model = text(27, 20)
  if (model === undefined) return undefined
  const named = (word(87) & 0xc100) === 0x4100
  const hex = [108, 109, 110, 111].map((at) => word(at).toString(16).padStart(4, '0')).join('')
  const sata = word(76)
  return {
    model,
    serial: text(10, 10),
    firmware: text(23, 4),
    wwn: named && /^[1-9a-f]/.test(hex) ? hex : undefined,
    sata: sata !== 0 && sata !== 0xffff,
  }
}

/**
 * VPD page 80h, "Unit Serial Number" (SPC-4 §7.8.15): length in bytes 2 and 3, then the text. Recordings that took the page
 * for text have UTF-8 (C2 80) where 80h stood.
 */
export function parseSerialPage(page: Uint8Array): string | undefined {
  const body = page[1] === 0xc2 ? page.subarray(1) : page
  if (body.length < 5 || body[1] !== 0x80) return undefined
  const length = ((body[2] ?? 0) << 8) | (body[3] ?? 0)
  return attribute(String.fromCharCode(...body.subarray(4, 4 + Math.min(length, 252))))
}

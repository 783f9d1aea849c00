import { group, tag } from './ipp.ts'
import { encodeIpp } from './ipp-encode.ts'

/** CUPS-Get-Printers, an operation of CUPS beside those of RFC 8011. */
const getPrinters = 0x4002

/** Attributes that are asked for. */
export const wanted = [
  'printer-name',
  'printer-uri-supported',
  'device-uri',
  'printer-info',
  'printer-location',
  'printer-make-and-model',
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-shared',
  'printer-resolution-default',
] as const

/** Always the same bytes. */
export const printersRequest = (): Uint8Array =>
  encodeIpp({
    code: getPrinters,
    requestId: 1,
    groups: [
      [
        group.operation,
        ['attributes-charset', tag.charset, 'utf-8'],
        ['attributes-natural-language', tag.language, 'en'],
        ['requested-attributes', tag.keyword, ...wanted],
      ],
    ],
  })

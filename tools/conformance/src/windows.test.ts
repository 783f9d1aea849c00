import { describe, expect, it } from 'vitest'
import { decodeWide, namespaceOf, readRegistryExport, readWmiDump } from './windows.ts'

describe('readWmiDump', () => {
  it('reads instances, lists, entities and empty values', () => {
    const text = '\r\n\r\nName=a &amp; b\r\nCaps={"x","y z"}\r\nNone=\r\nGuid={4D36E972-E325}\r\n\r\nName=c\r\n'
    expect(readWmiDump(text)).toEqual([
      { Name: 'a & b', Caps: ['x', 'y z'], None: null, Guid: '{4D36E972-E325}' },
      { Name: 'c' },
    ])
  })
})

describe('readRegistryExport', () => {
  it('puts values and subkeys under the first key', () => {
    const text = [
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_X\\Some\\Key]',
      '@="default"',
      '"a/b"="C:\\\\dir \\"x\\""',
      '"n"=dword:0000002A',
      '"bin"=hex:0a,\\',
      '  1b',
      '"many"=hex(7):61,00,00,00,62,00,00,00,00,00',
      '',
      '[HKEY_X\\Some\\Key\\Sub\\Deep]',
      '"v"="1"',
    ].join('\r\n')
    expect(readRegistryExport(text)).toEqual({
      '/': 'default',
      '/a%2Fb': 'C:\\dir "x"',
      '/n': '0x0000002a',
      '/bin': { hex: '0a1b' },
      '/many': ['a', 'b'],
      'Sub/': { 'Deep/': { '/v': '1' } },
    })
  })
})

describe('text of Windows', () => {
  it('reads UTF-16 with a mark, without one, and UTF-8', () => {
    expect(decodeWide(Buffer.from('\ufeffé', 'utf16le'))).toBe('é')
    expect(decodeWide(Buffer.from('ab', 'utf16le'))).toBe('ab')
    expect(decodeWide(Buffer.from('é'))).toBe('é')
  })

  it('knows the namespace of a class', () => {
    expect(namespaceOf('win32_bios')).toBe('root/CIMV2')
    expect(namespaceOf('MSFT_NetAdapter')).toBe('root/StandardCimv2')
  })
})

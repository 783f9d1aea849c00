import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesIn } from '../../../../../tools/testkit/src/hosts/parts.ts'
import { linuxModems } from './linux.ts'
import { parseModem, parseModemList } from './parse-mmcli.ts'

const modems = async (parts: CaptureParts) => {
  const { patches } = await runProbe(linuxModems, captureText(parts))
  return patches.flatMap(({ content }) => content.MODEMS ?? [])
}
const place = '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4'
const usb: CaptureParts = {
  files: linesIn(place, { manufacturer: 'Acme Wireless', product: 'LTE 7', serial: '0123456789ABCDEF' }),
  links: {
    '/sys/bus/usb/devices/1-4': `../../..${place.slice(4)}`,
    '/sys/class/usbmisc/cdc-wdm0': `../..${place.slice(4)}/1-4:1.12/usbmisc/cdc-wdm0`,
    '/sys/class/wwan/wwan0mbim0': `../..${place.slice(4)}/1-4:1.12/wwan/wwan0/wwan0mbim0`,
  },
}

test('one modem with two control ports, as it describes itself', async () => {
  expect(await modems(usb)).toEqual([
    {
      NAME: 'Acme Wireless LTE 7',
      MANUFACTURER: 'Acme Wireless',
      MODEL: 'LTE 7',
      SERIAL: '0123456789ABCDEF',
      TYPE: 'Mobile broadband',
    },
  ])
})

test('ModemManager knows more', async () => {
  const commands = {
    'mmcli -L -J': '{"modem-list":["/org/freedesktop/ModemManager1/Modem/3"]}',
    'mmcli -m 3 -J':
      '{"modem":{"3gpp":{"imei":"490154203237518"},"generic":{"manufacturer":"Acme","model":"LTE 7","revision":"--"}}}',
  }
  expect(await modems({ ...usb, commands })).toEqual([
    { NAME: 'Acme LTE 7', MANUFACTURER: 'Acme', MODEL: 'LTE 7', IMEI: ['490154203237518'], TYPE: 'Mobile broadband' },
  ])
  expect(await modems({ commands, links: { '/sys/class/usbmisc/hiddev0': '../x' } })).toEqual([])
})

test('whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const wrapped of [text, `{"modem":${text}}`, `{"modem-list":[${text}]}`]) {
        expect(Array.isArray(parseModemList(wrapped))).toBe(true)
        parseModem(wrapped)
      }
    }),
  )
})

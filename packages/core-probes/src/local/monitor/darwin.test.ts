import { captureText, edid, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { darwinMonitors } from './darwin.ts'

const node = (name: string, ...attributes: readonly string[]) =>
  `+-o ${name}  <class ${name}, id 0x1>\n    {\n${attributes.map((line) => `      ${line}\n`).join('')}    }\n`
const run = async (commands: Readonly<Record<string, string>>) => {
  const { patches } = await runProbe(darwinMonitors, captureText({ header: { platform: 'darwin' }, commands }))
  return patches[0]?.content.MONITORS
}
const ioreg = (name: string) => `ioreg -c ${name} -r -lw0 -d 1`

test('displays of both kinds of Macs', async () => {
  const bytes = edid({ maker: 'DEL', product: 1, week: 2, year: 2020, name: 'D', serialText: 'S1' })
  const product =
    '"ManufacturerID"="DEL","YearOfManufacture"=2021,"SerialNumber"=825642060,"ProductName"="DELL P2421DC"'
  expect(
    await run({
      [ioreg('AppleDisplay')]: node('AppleDisplay', `"IODisplayEDID" = <${Buffer.from(bytes).toString('hex')}>`),
      [ioreg('AppleBacklightDisplay')]: node(
        'AppleBacklightDisplay',
        '"IODisplayCapabilityString" = "prot(backlight) type(led) model(Color LCD) vcp(02)"',
      ),
      [ioreg('AppleCLCD2')]:
        node('AppleCLCD2', '"DisplayAttributes" = {"ProductAttributes"={}}') +
        node(
          'AppleCLCD2',
          `"DisplayAttributes" = {"PortID"=0,"ProductAttributes"={${product},"WeekOfManufacture"=36}}`,
        ) +
        node('AppleCLCD2', `"DisplayAttributes" = {"ProductAttributes"={"AlphanumericSerialNumber"="4S0",${product}}}`),
    }),
  ).toEqual([
    { CAPTION: 'Color LCD' },
    expect.objectContaining({ CAPTION: 'D', SERIAL: 'S1', MANUFACTURER: 'Dell Inc.' }),
    {
      CAPTION: 'DELL P2421DC',
      DESCRIPTION: '36/2021',
      MANUFACTURER: 'Dell Inc.',
      SERIAL: '31364c4c',
      ALTSERIAL: '825642060',
    },
    expect.objectContaining({ DESCRIPTION: '2021', SERIAL: '4S0', ALTSERIAL: '825642060' }),
  ])
  expect(await run({})).toBeUndefined()
})

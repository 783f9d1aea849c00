import { type CaptureParts, captureText, edid, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linuxMonitors } from './linux.ts'

const display = (serialText: string) => edid({ maker: 'DEL', product: 1, week: 2, year: 2020, name: 'D', serialText })
const at = (connector: string, bytes: Uint8Array | string) => ({ [`/sys/class/drm/${connector}/edid`]: bytes })
const run = async (parts: CaptureParts) => (await runProbe(linuxMonitors, captureText(parts))).patches[0]

test('a display for each connector that has one', async () => {
  const names = ['DP-1', 'eDP-1', 'HDMI-A-2', 'DVI-D-1', 'VGA-1', 'LVDS-1', 'SVIDEO-1', 'Virtual-1']
  const files = Object.assign({}, ...names.map((name) => at(`card0-${name}`, display(name))))
  const patch = await run({ files: { ...files, ...at('card1-DP-2', ''), ...at('renderD128', display('no')) } })
  expect(patch?.from).toBe('/sys/class/drm')
  expect(Object.fromEntries((patch?.content.MONITORS ?? []).map(({ SERIAL, PORT }) => [SERIAL, PORT]))).toEqual({
    'DP-1': 'DisplayPort',
    'eDP-1': 'eDisplayPort',
    'HDMI-A-2': 'HDMI',
    'DVI-D-1': 'DVI',
    'VGA-1': 'VGA',
    'LVDS-1': 'LVDS',
    'SVIDEO-1': 'S-Video',
    'Virtual-1': 'Other',
  })
})

test('without connectors in the kernel, a tool', async () => {
  const commands = { 'monitor-get-edid': '', 'get-edid': display('T1') }
  expect(await run({ commands, files: { '/sys/class/drm/version': 'drm 1.1.0\n' } })).toMatchObject({
    from: 'get-edid',
    content: { MONITORS: [{ SERIAL: 'T1' }] },
  })
  expect(await run({ commands, files: at('card0-VGA-1', '') })).toBeUndefined()
  expect(await run({})).toBeUndefined()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDdcprobe } from './parse-ddcprobe.ts'
import { parseGpuList, parseNvidiaModel, parseNvidiaSettings, parseNvidiaSmi } from './parse-nvidia.ts'
import { parseModes, parseXdpyinfo, parseXrandr } from './parse-screen.ts'
import { parseXorgLog } from './parse-xorg-log.ts'

test('addresses as NVIDIA writes them', () => {
  const slots = (...ids: string[]) =>
    parseNvidiaSmi(ids.map((id) => `${id}, A, B, 1 MiB`).join('\n')).map(({ slot }) => slot)
  expect(slots('00000000:0A:00.0', '0000:01:00.0', '00010000:01:00.0', '00000002:01:00.0')).toEqual([
    '0a:00.0',
    '01:00.0',
    '10000:01:00.0',
    '0002:01:00.0',
  ])
  expect(parseNvidiaSmi('NVIDIA-SMI has failed because it could not talk to the driver.')).toEqual([])
  expect(parseNvidiaSmi('00000000:0A:00.0, A100, [N/A]')).toEqual([
    { slot: '0a:00.0', name: 'A100', memory: undefined },
  ])
})

test('two cards have no screen in common', () => {
  const card = (number: number): string => `Attributes queryable via lab1:0[gpu:${number}]:\n  VideoRam: 2097152\n`
  const screen = 'Attributes queryable via lab1:0.0:\n  ScreenPosition: x=0, y=0, width=640, height=480\n'
  expect([...parseNvidiaSettings(screen + card(0) + card(1)).values()].map(({ resolution }) => resolution)).toEqual([
    undefined,
    undefined,
  ])
  expect(parseNvidiaSettings(screen + card(3)).get(3)).toMatchObject({ memory: 2048, resolution: '640x480' })
})

test('whatever the text', () => {
  const words = [
    'Screen 0: ',
    'current 1 x 2',
    '\n',
    '[gpu:0] (',
    'Attributes queryable via ',
    '0000:01:00.0,',
    'PCI:*(1:0:0)',
    'Modeline "',
    'Model: ',
    ': ',
  ]
  const parsers = [
    parseDdcprobe,
    parseGpuList,
    parseModes,
    parseNvidiaModel,
    parseNvidiaSettings,
    parseNvidiaSmi,
    parseXdpyinfo,
    parseXorgLog,
    parseXrandr,
  ]
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (parts) => {
      for (const parse of parsers) parse(parts.join(''))
    }),
  )
})

import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linesIn } from '../../../../../tools/testkit/src/hosts/parts.ts'
import { pci } from '../../../../../tools/testkit/src/hosts/pci.ts'
import { linuxVideos } from './linux.ts'

const videos = async (parts: CaptureParts) => {
  const { patches } = await runProbe(linuxVideos, captureText(parts))
  return patches.flatMap(({ content }) => content.VIDEOS ?? [])
}
const ids = {
  '/usr/share/misc/pci.ids':
    '10ab  Acme, Inc. [ACM]\n\t0001  AC100 [Super 9]\n\t0002  Plain graphics\n10de  NVIDIA Corporation\n\t0003  NV3 [Force 3]\n1028  Board Maker\nC 03  Display controller\n\t00  VGA compatible controller\n\t02  3D controller\n',
}
const output = (slot: string, name: string, files: Record<string, string>): CaptureParts => {
  const place = `/sys/devices/pci0000:00/${slot}/drm/card0/${name}`
  return { files: linesIn(place, files), links: { [`/sys/class/drm/${name}`]: `../..${place.slice(4)}` } }
}
const together = (...parts: CaptureParts[]): CaptureParts => ({
  files: Object.assign({ ...ids }, ...parts.map(({ files }) => files)),
  links: Object.assign({}, ...parts.map(({ links }) => links)),
  commands: Object.assign({}, ...parts.map(({ commands }) => commands)),
})

const amd = { slot: '0000:03:00.0', id: '10ab:0001', kind: '030000', subsystem: '1028:0001', memory: 2 ** 28 } as const
const plain = { slot: '0000:00:02.0', id: '10ab:0002', kind: '038000', memory: 2 ** 24 } as const
const nvidia = { slot: '0000:09:00.0', id: '10de:0003', kind: '030200', driver: 'nvidia', memory: 2 ** 28 } as const

test('each card with its own screen, named by the maker of the board', async () => {
  const screens = [
    output('0000:03:00.0', 'card1-DP-1', { status: 'connected', enabled: 'disabled', modes: '1024x768' }),
    output('0000:03:00.0', 'card1-DP-2', { status: 'connected', enabled: 'enabled', modes: '2560x1440\n1920x1080' }),
    output('0000:00:02.0', 'card0-VGA-1', { status: 'disconnected', enabled: 'disabled', modes: '' }),
  ]
  const vram = { files: { '/sys/bus/pci/devices/0000:03:00.0/mem_info_vram_total': '17163091968\n' } }
  expect(await videos(together(pci({ ...amd, driver: 'amdgpu' }, plain), ...screens, vram))).toEqual([
    {
      CHIPSET: 'Display controller',
      NAME: 'Acme, Inc. [ACM] Plain graphics',
      MEMORY: 16,
      PCISLOT: '00:02.0',
      PCIID: '10ab:0002',
    },
    {
      CHIPSET: 'Acme, Inc. [ACM] AC100',
      NAME: 'Board Maker Super 9',
      MEMORY: 16368,
      RESOLUTION: '2560x1440',
      PCISLOT: '03:00.0',
      PCIID: '10ab:0001',
    },
  ])
})

test('one card: the console, else the X server, where the kernel drives no outputs', async () => {
  const commands = { 'xrandr -d :0': 'Screen 0: minimum 8 x 8, current 1920 x 1080, maximum 32767 x 32767\n' }
  const console = { files: { '/sys/class/graphics/fb0/modes': 'U:1280x1024p-0\n' } }
  const size = async (...more: CaptureParts[]) => (await videos(together(pci(plain), ...more)))[0]?.RESOLUTION
  expect(await size({ commands })).toBe('1920x1080')
  expect(
    await size({ commands: { 'xdpyinfo -d :0': '  dimensions:    800x600 pixels (211x158 millimeters)\n' } }),
  ).toBe('800x600')
  expect(await size({ commands }, console)).toBe('1280x1024')
  const dark = output('0000:00:02.0', 'card0-VGA-1', { status: 'disconnected', modes: '' })
  expect(await size({ commands }, dark)).toBeUndefined()
  expect((await videos(together(pci(plain, amd), { commands })))[0]).not.toHaveProperty('RESOLUTION')
})

const list = '1 GPU on all\n\n    [0] [gpu:0] (NVIDIA Force 3)\n\n      Has the following names:\n        GPU-0\n'
const settings =
  'Attributes queryable via lab1:0.0:\n  ScreenPosition: x=0, y=0, width=3840, height=2160\nAttributes queryable via lab1:0[gpu:0]:\n  TotalDedicatedGPUMemory: 8192\n  PCIDomain: 0\n  PCIBus: 9\n  PCIDevice: 0\n  PCIFunc: 0\n  PCIID: 4318,3\nAttributes queryable via lab1:0[fan:0]:\n  PCIID: 1,1\n'
const asked = { 'nvidia-settings -t -c all -q gpus': list, 'nvidia-settings -t -c :0 -q all': settings }

test('NVIDIA: memory by nvidia-smi, else by nvidia-settings', async () => {
  const smi =
    'pci.bus_id, name, memory.total [MiB]\n00000000:09:00.0, NVIDIA Force 3, 12288 MiB\n00010000:0A:00.0, NVIDIA Other, 1 MiB\n'
  const commands = { 'nvidia-smi --query-gpu=pci.bus_id,name,memory.total --format=csv': smi }
  const [card] = await videos(together(pci(nvidia), { commands }))
  expect(card).toMatchObject({ NAME: 'NVIDIA Corporation Force 3', MEMORY: 12288, PCISLOT: '09:00.0' })
  const [other] = await videos(together(pci(nvidia), { commands: asked }))
  expect(other).toMatchObject({ MEMORY: 8192, RESOLUTION: '3840x2160' })
  const [unasked] = await videos(together(pci({ ...nvidia, driver: 'nouveau' }), { commands }))
  expect(unasked).toMatchObject({ MEMORY: 256 })
})

test('NVIDIA without a PCI bus in sight, and a card that the database does not know', async () => {
  expect(await videos(together({ commands: asked }))).toEqual([
    {
      CHIPSET: 'NVIDIA Corporation NV3',
      NAME: 'NVIDIA Corporation Force 3',
      MEMORY: 8192,
      RESOLUTION: '3840x2160',
      PCISLOT: '09:00.0',
      PCIID: '10de:0003',
    },
  ])
  const files = { '/proc/driver/nvidia/gpus/0000:09:00.0/information': 'Model: \t\t NVIDIA New 1\nIRQ: 1\n' }
  const [card] = await videos(together(pci({ ...nvidia, id: '10de:ffff' }), { files }))
  expect(card).toMatchObject({ NAME: 'NVIDIA New 1', CHIPSET: '3D controller' })
})

test('the display of a system on a chip', async () => {
  const card = '/sys/devices/platform/gpu/drm/card1'
  const files = {
    ...linesIn(`${card}/card1-HDMI-A-1`, { status: 'connected', enabled: 'enabled', modes: '1920x1080' }),
    '/sys/class/drm/card1/device/uevent': 'DRIVER=vc4-drm\nOF_COMPATIBLE_0=brcm,bcm2711-vc5\n',
  }
  const links = { '/sys/class/drm/card1-HDMI-A-1': `../..${card.slice(4)}/card1-HDMI-A-1` }
  expect(await videos({ files, links })).toEqual([
    { NAME: 'brcm,bcm2711-vc5', CHIPSET: 'vc4-drm', RESOLUTION: '1920x1080' },
  ])
})

test('the log of the X server and ddcprobe, where there is nothing else', async () => {
  const x = {
    files: {
      '/tmp/.X11-unix/X0': '',
      '/proc/9/cmdline': '/usr/lib/xorg/Xorg\0:0\0',
      '/var/log/Xorg.0.log':
        '(--) PCI:*(10@0:16:0) 10ab:0001:1028:0001 rev 1\n(--) RADEON(0): Chipset: "Super 9" (ChipID = 1)\n',
    },
    links: { '/proc/9/fd/0': '/dev/null', '/proc/9/fd/1': '/var/log/Xorg.0.log' },
  }
  const probed = { commands: { ddcprobe: 'oem: Acme BIOS\nmemory: 16384kb\ndtiming: 1024x600@74\n' } }
  expect(await videos(x)).toEqual([{ NAME: 'Super 9', PCISLOT: '0a:10.0', PCIID: '10ab:0001:1028:0001' }])
  expect(await videos(probed)).toEqual([{ NAME: 'Acme BIOS', MEMORY: 16, RESOLUTION: '1024x600' }])
  expect(await videos({})).toEqual([])
})

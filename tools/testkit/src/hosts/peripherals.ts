import type { CaptureParts } from '../builders/capture.ts'
import { edid, extension } from '../builders/edid.ts'
import { linesIn } from './parts.ts'

const graphics = 'pci0000:00/0000:00:02.0'

/** A connector of the graphics adapter, with the EDID of what is plugged in, if anything is. */
function connector(name: string, display: Uint8Array | undefined, mode = '1920x1080'): CaptureParts {
  const place = `/sys/devices/${graphics}/drm/card0/card0-${name}`
  return {
    files: {
      [`${place}/edid`]: display ?? '',
      ...linesIn(place, {
        status: display ? 'connected' : 'disconnected',
        enabled: display ? 'enabled' : 'disabled',
        modes: display ? mode : '',
      }),
    },
    links: { [`/sys/class/drm/card0-${name}`]: `../..${place.slice(4)}` },
  }
}

/** The panel, a monitor with audio on HDMI, one of a maker with labels of its own in a dock, and a free connector. */
const displays: readonly CaptureParts[] = [
  connector('eDP-1', edid({ maker: 'LEN', product: 0x40ba, week: 12, year: 2021, texts: ['B140HAN04.2'] })),
  connector(
    'HDMI-A-1',
    Buffer.concat([
      edid({
        maker: 'DEL',
        product: 0xa0b1,
        serial: 0x30_4d_31_4c,
        week: 31,
        year: 2023,
        name: 'DELL U2412M',
        serialText: 'YMYH1234L1M0',
        extensions: 1,
      }),
      // CTA-861, revision 3: a data block with one video mode, another with PCM audio, no timings.
      extension(0x02, [3, 10, 0x40, 0x41, 0x90, 0x23, 0x09, 0x07, 0x07]),
    ]),
    '1920x1200',
  ),
  connector(
    'DP-3',
    edid({
      maker: 'PHL',
      product: 0x08d7,
      serial: 6456,
      week: 30,
      year: 2022,
      name: 'Philips 288P6',
      texts: ['UHD'],
    }),
    '3840x2160',
  ),
  connector('DP-1', undefined),
]

const input = (bus: string, id: string, name: string, phys: string, handlers: string, sysfs: string): string =>
  `I: Bus=${bus} ${id} Version=0111\nN: Name="${name}"\nP: Phys=${phys}\nS: Sysfs=${sysfs}\nU: Uniq=\nH: Handlers=${handlers} \nB: PROP=0\n\n`

/** A receiver of one USB interface for each kind of its devices. */
const receiver = (part: number, name: string, handlers: string): string =>
  input(
    '0003',
    'Vendor=046d Product=c52b',
    `Logitech USB Receiver${name}`,
    `usb-0000:00:14.0-7/input${part}`,
    handlers,
    `/devices/pci0000:00/0000:00:14.0/usb1/1-7/1-7:1.${part}/0003:046D:C52B.000${part}/input/input1${part}`,
  )

const inputs: CaptureParts = {
  files: {
    '/proc/bus/input/devices': [
      input(
        '0019',
        'Vendor=0000 Product=0001',
        'Power Button',
        'LNXPWRBN/button/input0',
        'kbd event0',
        '/devices/LNXSYSTM:00/LNXPWRBN:00/input/input0',
      ),
      input(
        '0011',
        'Vendor=0001 Product=0001',
        'AT Translated Set 2 keyboard',
        'isa0060/serio0/input0',
        'sysrq kbd event3 leds',
        '/devices/platform/i8042/serio0/input/input3',
      ),
      input(
        '0018',
        'Vendor=04f3 Product=3195',
        'ELAN0678:00 04F3:3195 Touchpad',
        'i2c-ELAN0678:00',
        'mouse0 event4',
        '/devices/pci0000:00/0000:00:15.0/i2c_designware.0/i2c-1/i2c-ELAN0678:00/0018:04F3:3195.0001/input/input4',
      ),
      receiver(0, '', 'sysrq kbd event5 leds'),
      receiver(1, ' Mouse', 'mouse1 event6'),
      receiver(1, ' Consumer Control', 'kbd event7'),
      receiver(1, ' System Control', 'kbd event8'),
      input(
        '0000',
        'Vendor=0000 Product=0000',
        'sof-hda-dsp Headphone',
        'ALSA',
        'event9',
        '/devices/pci0000:00/0000:00:1f.3/sof/sound/card0/input9',
      ),
    ].join(''),
  },
}

/** Two queues in what the daemon of CUPS keeps, and as its tool tells of them. */
const printers: CaptureParts = {
  files: {
    '/etc/cups/printers.conf': `# Printer configuration file for CUPS v2.4.2
NextPrinterId 3
<DefaultPrinter office>
PrinterId 1
UUID urn:uuid:00000000-0000-4000-8000-000000000101
Info Office, 2nd floor
Location Room 12
MakeModel Acme LaserFab 9
DeviceURI ipp://printer1.example.org/ipp/print
State Idle
Type 8425476
Accepting Yes
Shared No
</DefaultPrinter>
<Printer label>
PrinterId 2
Info Labels
MakeModel Zebra ZPL Label Printer
DeviceURI usb://Zebra/GK420d?serial=28J000000001
State Stopped
Reason paused
Accepting Yes
Shared No
</Printer>
`,
  },
  commands: {
    'lpstat -v':
      'device for label: usb://Zebra/GK420d?serial=28J000000001\ndevice for office: ipp://printer1.example.org/ipp/print\n',
  },
}

/** What is plugged into a laptop on a desk. */
export const laptopPeripherals = (): readonly CaptureParts[] => [...displays, inputs, printers]

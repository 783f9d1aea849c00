import { valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'

/** Classes of the I/O Registry: panels and monitors of Macs with Intel processors, then those of Apple's own. */
const classes = ['AppleBacklightDisplay', 'AppleDisplay', 'AppleCLCD2'] as const
const commandOf = (name: string) => ['ioreg', '-c', name, '-r', '-lw0', '-d', '1'] as const

/** Displays of a Mac, by the EDID in the I/O Registry, or what the system made of it. */
export const darwinMonitors = defineProbe({
  name: 'darwin/monitors',
  category: 'monitor',
  platforms: ['darwin'],
  reads: classes.map((name) => ({ command: commandOf(name) })),
  yields: ['MONITORS'],
  async run(host) {
    const { displaysOf } = await import('./from-ioreg.ts')
    const found = await Promise.all(
      classes.map(async (name) => displaysOf(ifOk(await host.commands.run([...commandOf(name)]))?.stdout ?? '', name)),
    )
    const monitors = found.flat()
    return monitors.length > 0 ? [{ from: 'ioreg', content: { MONITORS: monitors } }] : []
  },
})

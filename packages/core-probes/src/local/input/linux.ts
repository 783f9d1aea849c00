import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { inputOf, isInput, withoutParts } from './inputs.ts'
import { type InputDevice, parseInputDevices } from './parse-devices.ts'

const list = '/proc/bus/input/devices'

/** Keyboards, mice and the like. */
export const linuxInputs = defineProbe({
  name: 'linux/inputs',
  category: 'input',
  platforms: ['linux'],
  reads: [{ file: list }, { file: '/sys/devices/**/manufacturer' }],
  yields: ['INPUTS'],
  async run(host) {
    const devices = withoutParts(parseInputDevices(ifOk(await host.files.text(list)) ?? '').filter(isInput))
    if (devices.length === 0) return []
    const entries = await Promise.all(devices.map(async (device) => inputOf(device, await makerOf(host, device))))
    return [{ from: list, content: { INPUTS: entries } }]
  },
})

/** A USB device says who made it: the last directory of the path that is named by bus and ports. */
async function makerOf(host: Host, { bus, sysfs }: InputDevice): Promise<string | undefined> {
  const device = bus === '0003' ? /^(\/devices\/.*\/\d+-\d+(?:\.\d+)*)\/\d+-[\d.]+:/.exec(sysfs)?.[1] : undefined
  return device && ifOk(await host.files.text(`/sys${device}/manufacturer`))?.trim()
}

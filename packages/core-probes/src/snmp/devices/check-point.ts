import { type Computed, type DeviceModule, ent, type FirmwareSource, type Read, type Source } from './module.ts'

/** CHECKPOINT-MIB: svn (1.6), its product (4), operating system (5) and appliance (16). */
const base = ent('2620.1.6')

/** `R80.10 (build 462)`; without a build number just the version. */
const build = (read: Read): string | undefined => {
  const [version, number] = [read.text(`${base}.4.1.0`), read.text(`${base}.4.2.0`)]
  return version === undefined || number === undefined ? version : `${version} (build ${number})`
}

/** Two numbers as `major.minor`; only on appliances, which name their maker. */
const numbered = (major: string, minor: string): Source => ({
  needs: [`${base}.${major}.0`, `${base}.${minor}.0`, `${base}.16.9.0`],
  from: ({ text }) => {
    const parts = [text(`${base}.${major}.0`), text(`${base}.${minor}.0`)].filter((part) => part !== undefined)
    return text(`${base}.16.9.0`) === undefined || parts.length === 0 ? undefined : parts.join('.')
  },
})

const named = (arcs: string): Computed => ({
  needs: [`${base}.${arcs}.0`],
  from: ({ value }) => value(`${base}.${arcs}.0`),
})

const software: readonly FirmwareSource[] = [
  { name: named('1'), description: 'Check Point SVN version', type: 'system', version: numbered('2', '3') },
  { name: named('5.1'), description: 'Check Point OS version', type: 'system', version: numbered('5.2', '5.3') },
]

export const checkPoint: DeviceModule = {
  name: 'check-point',
  match: [{ object: ent('2620') }],
  manufacturer: `${base}.16.9.0`,
  model: `${base}.16.7.0`,
  serial: `${base}.16.3.0`,
  firmware: { needs: [`${base}.4.1.0`, `${base}.4.2.0`], from: build },
  firmwares: software,
}

/** The same on a Gaia that answers with the identity of net-snmp. */
export const checkPointGaia: DeviceModule = {
  name: 'check-point-gaia',
  match: [{ object: ent('8072.3.2.10'), instance: `${base}.16.9.0` }],
  type: 'NETWORKING',
  manufacturer: { text: 'CheckPoint' },
  model: `${base}.16.7.0`,
  serial: `${base}.16.3.0`,
  firmwares: [{ name: 'Check Point', description: 'Check Point firmware', type: 'system', version: `${base}.4.1.0` }],
}

import { isPlaceholder } from '@fusioninventory/protocol'
import { type DecodedStructure, type Smbios, structuresOf } from '../smbios/index.ts'
import { speedIn } from './parse-cpuinfo.ts'
import type { Cpu } from './socket.ts'

type Processor = DecodedStructure<4>

/**
 * Sockets that hold a processor in use, in table order (SMBIOS type 4). Firmware older than the status byte (2.0) leaves
 * the names of empty sockets out.
 */
export const populated = (smbios: Smbios): readonly Processor[] =>
  structuresOf(smbios, 4).filter(({ status, manufacturer, version }) =>
    status === undefined ? [manufacturer, version].some(names) : !/unpopulated|disabled/i.test(status),
  )

const names = (text: string | undefined): boolean => text !== undefined && !isPlaceholder(text)

/** What only the firmware knows of a processor that the kernel describes already. */
export function extras(processor: Processor, cores: number | undefined): Cpu {
  const { id, serial, externalClock, family, cores: all } = processor
  return {
    ID: id,
    SERIAL: serial,
    EXTERNAL_CLOCK: externalClock,
    FAMILYNAME: family !== undefined && isPlaceholder(family) ? undefined : family,
    CORECOUNT: all === cores ? undefined : all,
    SPEED: nominal(processor),
  }
}

/** The current speed is the nominal one at boot; the maximum is what the socket could bear. */
const nominal = ({ version, currentSpeed, maxSpeed }: Processor): number | undefined =>
  speedIn(version) ?? currentSpeed ?? maxSpeed

/** Processors of a machine whose system tells nothing of them: all from the firmware. MANUFACTURER is as written there. */
export function cpusFromSmbios(smbios: Smbios): Cpu[] {
  return populated(smbios).map((processor) => {
    const core = processor.enabledCores ?? processor.cores
    const { version = processor.family, threads, manufacturer } = processor
    return {
      ...extras(processor, core),
      ...signature(processor),
      MANUFACTURER: manufacturer,
      NAME: version
        ?.replace(/\((?:R|TM)\)/gi, '')
        .replace(/\s+/g, ' ')
        .trim(),
      CORE: core,
      THREAD: core !== undefined && threads !== undefined ? Math.ceil(threads / core) : undefined,
    }
  })
}

/** EAX of CPUID leaf 1 (Intel SDM vol. 2, CPUID): only x86 has it; Arm keeps its MIDR in the same place. */
function signature({ id, family }: Processor): Cpu {
  if (id === undefined || /^ARM/i.test(family ?? '')) return {}
  const eax = Number.parseInt(id.slice(-8), 16)
  const base = (eax >>> 8) & 15
  return {
    STEPPING: eax & 15,
    MODEL: String(((eax >>> 12) & 0xf0) | ((eax >>> 4) & 15)),
    FAMILYNUMBER: String(base === 15 ? base + ((eax >>> 20) & 0xff) : base),
  }
}

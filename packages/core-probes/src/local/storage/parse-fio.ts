import { megabytes, type Storage } from './disk.ts'
import { type Json, memberOf, textOf } from './raid/json.ts'

/** Names that the versions of the program use for one thing. */
const names = {
  device: ['block_device_name', 'block_device', 'device_name', 'device_path'],
  model: ['product_name', 'adapter_product_name', 'fio_product_name', 'oem_product_name'],
  serial: ['serial_number', 'fio_serial_number', 'adapter_serial_number', 'fio_adapter_serial_number'],
  firmware: ['firmware_version', 'firmware_rev', 'firmware_revision', 'fw_version'],
  bytes: ['size_bytes', 'device_size_bytes', 'capacity_bytes'],
} as const

/**
 * `fio-status -fj` (Fusion-io, SanDisk ioMemory): adapters with one or two memories, what both have told with the adapter.
 * The disk of that name (`fioa`), or the only one.
 */
export function parseFioStatus(document: Json | undefined, disk: string): Storage {
  const memories = listOf(memberOf(document, 'adapter')).flatMap((adapter) =>
    listOf(memberOf(adapter, 'iomemory')).map((memory) => [memory, adapter] as const),
  )
  const isIt = ([memory]: readonly [Json, Json]): boolean =>
    names.device.some((name) => textOf(memberOf(memory, name))?.replace('/dev/', '') === disk)
  const places = memories.find(isIt) ?? (memories.length === 1 ? memories[0] : undefined) ?? []
  const told = (kind: keyof typeof names): string | undefined => {
    for (const place of places)
      for (const name of names[kind]) {
        const text = textOf(memberOf(place, name))?.trim()
        if (text) return text
      }
    return undefined
  }
  const serial = told('serial')
  if (serial === undefined) return {}
  return {
    MANUFACTURER: 'Fusion-io',
    MODEL: told('model'),
    SERIALNUMBER: serial,
    FIRMWARE: told('firmware'),
    DISKSIZE: megabytes(Number(told('bytes') ?? 0)),
  }
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])

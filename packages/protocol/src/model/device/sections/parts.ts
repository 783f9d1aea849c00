import type { Schema, Section } from '../../kinds.ts'
import { components } from '../../sections/components.ts'
import { peripherals } from '../../sections/peripherals.ts'
import { storage } from '../../sections/storage.ts'

/** A section of computers as devices have it, where nobody leaves anything out. */
const shared = <const S extends Section & { readonly category?: string }>({
  category: _,
  ...section
}: S): Omit<S, 'category'> => section

/** What a device consists of. */
export const parts = {
  COMPONENTS: {
    many: true,
    item: 'COMPONENT',
    json: 'network_components',
    key: ['INDEX'],
    doc: 'Physical parts (ENTITY-MIB, RFC 6933): chassis, modules, power supplies, fans, ports.',
    fields: {
      CONTAINEDININDEX: {
        kind: 'int',
        range: [-1, 0x7fff_ffff],
        json: 'contained_index',
        doc: 'Number of the part that it stands in; 0 for the outermost.',
      },
      DESCRIPTION: { kind: 'lines', doc: 'Description.' },
      FIRMWARE: { kind: 'text', doc: 'Version of its firmware.' },
      FRU: { kind: 'int', range: [0, 2], means: ['unknown', 'yes', 'no'], doc: 'Can it be replaced in the field?' },
      INDEX: { kind: 'int', range: [-1, 0x7fff_ffff], doc: 'Number of the part.' },
      IP: { kind: 'ip', doc: 'Address, of an access point that a controller tells of.' },
      MAC: { kind: 'mac', doc: 'Hardware address.' },
      MANUFACTURER: { kind: 'text', doc: 'Maker.' },
      MODEL: { kind: 'text', doc: 'Model.' },
      NAME: { kind: 'text', doc: 'Name.' },
      REVISION: { kind: 'text', json: null, doc: 'Revision of the hardware.' },
      SERIAL: { kind: 'text', doc: 'Serial number.' },
      TYPE: { kind: 'text', doc: 'Kind of part: `chassis`, `module`, `powerSupply`, `fan`, `port`, ...' },
      VERSION: { kind: 'text', json: 'firmware', doc: 'Version of its software; in JSON where there is no firmware.' },
    },
  },
  FIRMWARES: shared(components.FIRMWARES),
  MODEMS: shared(components.MODEMS),
  SIMCARDS: shared(peripherals.SIMCARDS),
  DRIVES: {
    ...shared(storage.DRIVES),
    doc: 'Volumes of a storage device.',
    fields: {
      ...storage.DRIVES.fields,
      FREE: { kind: 'int', unit: 'MB', doc: 'Free space in MB of 1,000,000 bytes.' },
      TOTAL: { kind: 'int', unit: 'MB', doc: 'Size in MB of 1,000,000 bytes.' },
    },
  },
  STORAGES: {
    ...shared(storage.STORAGES),
    doc: 'Disks of a storage device. In XML they stand beside `DEVICE`, not in it.',
  },
} as const satisfies Schema

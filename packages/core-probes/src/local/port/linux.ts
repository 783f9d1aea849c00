import { defineProbe } from '../probe.ts'
import { type DecodedStructure, smbios, smbiosReads, structuresOf } from '../smbios/index.ts'

/** Connectors of board and case that the firmware describes (SMBIOS type 8). */
export const linuxPorts = defineProbe({
  name: 'linux/ports',
  category: 'port',
  platforms: ['linux'],
  reads: smbiosReads,
  yields: ['PORTS'],
  async run(host) {
    const table = await smbios(host)
    const entries = structuresOf(table, 8).map(portOf)
    return entries.length > 0 ? [{ from: table.from, content: { PORTS: entries } }] : []
  },
})

/** What can be seen outside comes first in CAPTION, what is inside in NAME; DESCRIPTION is the form of the connector. */
const portOf = (port: DecodedStructure<8>) => ({
  NAME: port.internalName ?? port.oldInternalName ?? port.externalName ?? port.oldExternalName,
  CAPTION: port.externalName ?? port.externalConnector,
  DESCRIPTION:
    port.internalConnector ??
    port.oldExternalName ??
    port.oldInternalName ??
    port.externalConnector ??
    port.externalName ??
    port.internalName,
  TYPE: port.type ?? port.externalConnector,
})

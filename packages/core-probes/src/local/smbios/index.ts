export { parseDmidecode } from './parse-dmidecode.ts'
export { smbios, smbiosReads } from './read.ts'
export { type DecodedStructure, type Smbios, structureOf, structuresOf } from './structure.ts'
export { swappedUuid } from './uuid.ts'

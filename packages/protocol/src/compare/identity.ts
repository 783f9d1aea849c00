import type { Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'

/** Fields that make an entry of a section the same thing in two inventories, the surest first. */
const own: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ACCOUNTINFO: [['KEYNAME']],
  ANTIVIRUS: [['NAME']],
  CONTROLLERS: [['PCISLOT'], ['NAME', 'TYPE']],
  CPUS: [['SERIAL'], ['NAME', 'ID'], ['NAME']],
  DATABASES_SERVICES: [['NAME', 'PORT'], ['NAME']],
  DRIVES: [['TYPE', 'VOLUMN'], ['LETTER'], ['VOLUMN']],
  ENVS: [['KEY']],
  LOCAL_GROUPS: [['NAME']],
  LOCAL_USERS: [['LOGIN']],
  LOGICAL_VOLUMES: [['LV_UUID'], ['VG_NAME', 'LV_NAME']],
  MEMORIES: [['NUMSLOTS'], ['SERIALNUMBER'], ['CAPTION']],
  NETWORKS: [['DESCRIPTION', 'IPADDRESS'], ['DESCRIPTION', 'IPADDRESS6'], ['DESCRIPTION'], ['MACADDR']],
  PHYSICAL_VOLUMES: [['PV_UUID'], ['DEVICE']],
  PROCESSES: [['PID', 'CMD'], ['CMD']],
  REGISTRY: [['HIVE', 'NAME']],
  REMOTE_MGMT: [['TYPE', 'ID'], ['TYPE']],
  SIMCARDS: [['ICCID'], ['IMSI'], ['SERIAL']],
  SOFTWARES: [['NAME', 'ARCH', 'FROM'], ['NAME']],
  STORAGES: [['SERIALNUMBER'], ['WWN'], ['NAME']],
  USBDEVICES: [['SERIAL'], ['VENDORID', 'PRODUCTID']],
  USERS: [['DOMAIN', 'LOGIN'], ['LOGIN']],
  VIDEOS: [['PCISLOT'], ['NAME']],
  VIRTUALMACHINES: [['UUID'], ['NAME']],
  VOLUME_GROUPS: [['VG_UUID'], ['VG_NAME']],
}

/** What names a thing where nothing else is known. */
const common = ['SERIALNUMBER', 'SERIAL', 'UUID', 'NAME', 'DESIGNATION', 'CAPTION', 'DESCRIPTION']

/** Candidates in order: the key of the model, those above, what names things in general. */
export function identitiesOf(section: string, model: Schema = schema): readonly (readonly string[])[] {
  const known = Object.hasOwn(model, section) ? model[section] : undefined
  const listed = (Object.hasOwn(own, section) ? (own[section] ?? []) : []).filter(
    (names) => !known || names.every((name) => Object.hasOwn(known.fields, name)),
  )
  const general = common.filter((name) => !known || Object.hasOwn(known.fields, name)).map((name) => [name])
  return [...(known?.key ? [known.key] : []), ...listed, ...general]
}

/** Sections with candidates of their own, for tests. */
export const identitySections: readonly (readonly [section: string, fields: readonly string[]])[] = Object.entries(
  own,
).map(([section, candidates]) => [section, candidates.flat()])

import type { Content } from '../model/table.ts'
import { quantity } from './quantity.ts'

type Fact = readonly [name: string, value: string]

const joined = (separator: string, ...parts: readonly (string | number | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(separator)

const unique = (list: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(list.filter((one): one is string => one !== undefined && one !== '')),
]

/** Equal texts once, with their number: `2 x Xeon`. */
function counted(list: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].map(([one, count]) => (count === 1 ? one : `${count} x ${one}`)).join(', ')
}

const many = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`

/** What the modules hold, and what the system can use of it. */
function memory(usable: string | number | undefined, modules: Content['MEMORIES'] = []): string {
  const sizes = modules.map(({ CAPACITY }) => Number(CAPACITY ?? 0)).filter((size) => size > 0)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const seen = usable === undefined ? undefined : quantity(String(usable), 'MiB')
  if (all === 0) return seen ?? ''
  const built = `${quantity(String(all), 'MiB')} in ${many(sizes.length, 'module', 'modules')}`
  return joined(', ', built, seen && `${seen} usable`)
}

/** What is this machine: the facts that a person asks for first, those that are known. */
export function summary(content: Content): readonly Fact[] {
  const { HARDWARE = {}, BIOS = {}, OPERATINGSYSTEM: system = {} } = content
  const disks = (content.STORAGES ?? []).filter(
    ({ TYPE, DISKSIZE }) => DISKSIZE && !/^(?:cd|dvd|tape|floppy|rem)/i.test(TYPE ?? ''),
  )
  const processors = (content.CPUS ?? []).map(({ NAME, CORE, THREAD }) =>
    joined(
      ', ',
      NAME,
      CORE && joined(' x ', many(Number(CORE), 'core', 'cores'), Number(THREAD) > 1 ? `${THREAD} threads` : undefined),
    ),
  )
  const addresses = unique((content.NETWORKS ?? []).flatMap(({ IPADDRESS, IPADDRESS6 }) => [IPADDRESS, IPADDRESS6]))
  const facts: readonly Fact[] = [
    ['Product', joined(' ', BIOS.SMANUFACTURER, BIOS.SMODEL)],
    ['Form', joined(', ', HARDWARE.CHASSIS_TYPE, HARDWARE.VMSYSTEM === 'Physical' ? undefined : HARDWARE.VMSYSTEM)],
    ['Serial number', BIOS.SSN ?? ''],
    ['Asset tag', BIOS.ASSETTAG ?? ''],
    [
      'System',
      joined(' ', system.FULL_NAME ?? joined(' ', system.NAME, system.VERSION), system.ARCH && `(${system.ARCH})`),
    ],
    ['Kernel', joined(' ', system.KERNEL_NAME, system.KERNEL_VERSION)],
    ['Processor', counted(processors)],
    ['Memory', memory(HARDWARE.MEMORY, content.MEMORIES)],
    [
      'Disks',
      counted(disks.map(({ DISKSIZE, MODEL, NAME }) => joined(' ', quantity(String(DISKSIZE), 'MB'), MODEL ?? NAME))),
    ],
    ['Graphics', counted(unique((content.VIDEOS ?? []).map(({ NAME, CHIPSET }) => NAME ?? CHIPSET)))],
    ['Addresses', addresses.filter((address) => !/^(?:127\.|::1$|fe80:)/i.test(address)).join(', ')],
    ['Full name', system.FQDN ?? ''],
    ['Last user', joined(', ', HARDWARE.LASTLOGGEDUSER, HARDWARE.DATELASTLOGGEDUSER)],
    ['Last start', system.BOOT_TIME ?? ''],
    ['Installed', system.INSTALL_DATE ?? ''],
    ['Software', content.SOFTWARES ? many(content.SOFTWARES.length, 'package', 'packages') : ''],
  ]
  return facts.filter(([, value]) => value !== '')
}

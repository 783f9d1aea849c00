import type { Content } from '../model/table.ts'

/** A HARDWARE field that only old servers read, made of what the inventory says elsewhere. */
export interface Derived {
  readonly field: string
  readonly value: string | number
  /** Where it comes from: `CPUS[0]/NAME`. */
  readonly from: string
}

type Source = readonly [field: string, from: string, read: (content: Content) => string | number | undefined]

/** `DOMAIN\login`, or login and domain apart. */
const lastUser = ({
  USERS = [],
}: Content): { readonly login?: string | undefined; readonly domain?: string | undefined } => {
  const { LOGIN, DOMAIN } = USERS.at(-1) ?? {}
  const at = LOGIN?.lastIndexOf('\\') ?? -1
  return at < 0 ? { login: LOGIN, domain: DOMAIN } : { login: LOGIN?.slice(at + 1), domain: LOGIN?.slice(0, at) }
}

/** Systems whose own version old servers expect, not that of the kernel. */
const versionOfSystem = new Set(['darwin', 'aix'])
/** Systems that are known by their short name. */
const shortName = new Set(['solaris', 'hpux'])

const sources: readonly Source[] = [
  ['PROCESSORN', 'CPUS', ({ CPUS = [] }) => CPUS.length || undefined],
  ['PROCESSORS', 'CPUS[0]/SPEED', ({ CPUS }) => CPUS?.[0]?.SPEED],
  ['PROCESSORT', 'CPUS[0]/NAME', ({ CPUS }) => CPUS?.[0]?.NAME],
  [
    'IPADDR',
    'NETWORKS/IPADDRESS',
    ({ NETWORKS = [] }) =>
      NETWORKS.flatMap(({ IPADDRESS }) => (IPADDRESS && !IPADDRESS.startsWith('127.') ? IPADDRESS : [])).join('/'),
  ],
  ['USERID', 'USERS', (content) => lastUser(content).login],
  ['USERDOMAIN', 'USERS', (content) => lastUser(content).domain],
  [
    'OSNAME',
    'OPERATINGSYSTEM',
    ({ OPERATINGSYSTEM: { KERNEL_NAME = '', NAME, FULL_NAME } = {} }) =>
      shortName.has(KERNEL_NAME) ? NAME : FULL_NAME || NAME,
  ],
  [
    'OSVERSION',
    'OPERATINGSYSTEM',
    ({ OPERATINGSYSTEM: { KERNEL_NAME = '', KERNEL_VERSION, VERSION } = {} }) =>
      versionOfSystem.has(KERNEL_NAME) ? VERSION : KERNEL_VERSION,
  ],
]

/** What HARDWARE lacks of these fields and the content can tell. */
export function legacyFields(content: Content): readonly Derived[] {
  const hardware: Readonly<Record<string, unknown>> = content.HARDWARE ?? {}
  return sources.flatMap(([field, from, read]): readonly Derived[] => {
    const known = hardware[field] !== undefined && hardware[field] !== ''
    const value = known ? undefined : read(content)
    return value === undefined || value === '' ? [] : [{ field, value, from }]
  })
}

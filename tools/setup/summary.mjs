// The readable summary that `npm start` prints of an inventory: what is this machine?

/** Texts of the elements at a path below a node of the XML reader. */
const all = (node, name) => node.children.filter((child) => child.name === name)
const text = (node, name) => (node && all(node, name)[0]?.text) || undefined

const gib = (mib) => (mib === undefined ? undefined : `${(Number(mib) / 1024).toFixed(1)} GiB`)
const join = (...parts) => parts.filter(Boolean).join(', ') || undefined

/** Lines `label  value` of a REQUEST document; what is not known is left out. */
export function summary(request) {
  const content = all(request, 'CONTENT')[0]
  const [hardware] = all(content, 'HARDWARE')
  const [bios] = all(content, 'BIOS')
  const [os] = all(content, 'OPERATINGSYSTEM')
  const cpus = all(content, 'CPUS')
  const addresses = all(content, 'NETWORKS').flatMap((net) => text(net, 'IPADDRESS') ?? [])
  const cpu = cpus[0] && `${cpus.length} x ${text(cpus[0], 'NAME')}, ${text(cpus[0], 'CORE') ?? '?'} cores`
  const disk = all(content, 'DRIVES').map(
    (drive) => `${text(drive, 'TYPE')} ${gib(text(drive, 'FREE'))} free of ${gib(text(drive, 'TOTAL'))}`,
  )
  const rows = [
    ['Machine', text(hardware, 'NAME')],
    ['Device id', text(request, 'DEVICEID')],
    ['System', join(text(os, 'FULL_NAME'), text(os, 'KERNEL_VERSION'), text(os, 'ARCH'))],
    [
      'Hardware',
      join(text(bios, 'SMANUFACTURER'), text(bios, 'SMODEL'), text(bios, 'SSN'), text(hardware, 'VMSYSTEM')),
    ],
    ['Processor', cpu],
    [
      'Memory',
      join(gib(text(hardware, 'MEMORY')), Number(text(hardware, 'SWAP')) > 0 && `swap ${gib(text(hardware, 'SWAP'))}`),
    ],
    ['Drives', disk.join('; ') || undefined],
    ['Addresses', addresses.filter((address) => !address.startsWith('127.')).join(', ') || undefined],
    ['Software', `${all(content, 'SOFTWARES').length} packages`],
    ['Processes', String(all(content, 'PROCESSES').length)],
    ['Users', `${all(content, 'LOCAL_USERS').length} accounts, ${all(content, 'USERS').length} logged in`],
  ]
  return `\n${rows
    .filter(([, value]) => value)
    .map(([label, value]) => `  ${label.padEnd(11)}${value}`)
    .join('\n')}`
}

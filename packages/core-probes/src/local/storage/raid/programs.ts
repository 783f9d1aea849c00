/** Programs of RAID controllers: names in the trusted directories, and where makers install them. The first found is asked. */
export const programs = {
  storcli: [
    'storcli64',
    'storcli',
    'perccli64',
    'perccli',
    '/opt/MegaRAID/storcli/storcli64',
    '/opt/MegaRAID/perccli/perccli64',
  ],
  megacli: ['megacli', 'MegaCli', 'MegaCli64', '/opt/MegaRAID/MegaCli/MegaCli64', '/opt/MegaRAID/MegaCli/MegaCli'],
  megasasctl: ['megasasctl'],
  hp: ['ssacli', 'hpssacli', 'hpacucli'],
  '3ware': ['tw_cli'],
  arcconf: ['arcconf', '/usr/Arcconf/arcconf', '/usr/StorMan/arcconf'],
  mpt: ['mpt-status'],
  ipssend: ['ipssend'],
  /** Its disks are asked by smartctl. */
  adaptec: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Family = keyof typeof programs

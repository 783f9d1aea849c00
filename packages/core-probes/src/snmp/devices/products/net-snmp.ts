/** NET-SNMP-TC, netSnmpAgentOIDs: the system that the agent runs on. */
const systems: Readonly<Record<number, string>> = {
  1: 'HP-UX 9',
  2: 'SunOS 4',
  3: 'Solaris',
  4: 'OSF',
  5: 'Ultrix',
  6: 'HP-UX 10',
  7: 'NetBSD',
  8: 'FreeBSD',
  9: 'Irix',
  10: 'Linux',
  11: 'BSDi',
  12: 'OpenBSD',
  13: 'Windows',
  14: 'HP-UX 11',
  15: 'AIX',
  16: 'macOS',
  17: 'DragonFly',
}

export const netSnmp: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(systems).map(([arc, name]) => [`8072.3.2.${arc}`, name]),
)

/**
 * Models by the arcs below `enterprises`, as the vendors' MIBs name them; only where devices do not say their model themselves.
 * The longest that is listed counts.
 */
const rows: Readonly<Record<string, string>> = {
  // NET-SNMP-TC, netSnmpAgentOIDs: the system that the agent runs on.
  '8072.3.2.1': 'HP-UX 9',
  '8072.3.2.2': 'SunOS 4',
  '8072.3.2.3': 'Solaris',
  '8072.3.2.4': 'OSF',
  '8072.3.2.5': 'Ultrix',
  '8072.3.2.6': 'HP-UX 10',
  '8072.3.2.7': 'NetBSD',
  '8072.3.2.8': 'FreeBSD',
  '8072.3.2.9': 'Irix',
  '8072.3.2.10': 'Linux',
  '8072.3.2.11': 'BSDi',
  '8072.3.2.12': 'OpenBSD',
  '8072.3.2.13': 'Windows',
  '8072.3.2.14': 'HP-UX 11',
  '8072.3.2.15': 'AIX',
  '8072.3.2.16': 'macOS',
  '8072.3.2.17': 'DragonFly',
  // UBNT-MIB: product lines.
  '41112.1.3': 'airFiber',
  '41112.1.4': 'AirMAX',
  '41112.1.5': 'EdgeMax',
  '41112.1.6': 'UniFi',
  // NETWORK-APPLIANCE-MIB, netappProducts.
  '789.2.1': 'NetApp Filer',
  '789.2.2': 'NetApp NetCache',
  '789.2.3': 'NetApp Clustered Filer',
  '789.2.5': 'NetApp Cluster',
  // NS-ROOT-MIB.
  '5951.1': 'NetScaler',
  // AT-PRODUCT-MIB (the part that names routers and layer 3 switches).
  '207.1.14.57': 'AT-9924Ts',
  // MIKROTIK-MIB.
  '14988.1': 'RouterOS',
  '14988.2': 'SwOS',
  // FORTINET-CORE-MIB: product families.
  '12356.113': 'FortiAuthenticator',
  '12356.118': 'FortiSandbox',
  '12356.105': 'FortiMail',
  '12356.103': 'FortiManager',
  '12356.102': 'FortiAnalyzer',
}

export const products: ReadonlyMap<string, string> = new Map(Object.entries(rows))

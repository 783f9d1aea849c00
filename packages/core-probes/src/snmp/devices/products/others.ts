/** Makers of whom a few rows are enough. */
export const others: Readonly<Record<string, string>> = {
  // NETWORK-APPLIANCE-MIB, netappProducts.
  '789.2.1': 'NetApp Filer',
  '789.2.2': 'NetApp NetCache',
  '789.2.3': 'NetApp Clustered Filer',
  '789.2.5': 'NetApp Cluster',
  // NS-ROOT-MIB.
  '5951.1': 'NetScaler',
  // FORTINET-CORE-MIB: product families.
  '12356.102': 'FortiAnalyzer',
  '12356.103': 'FortiManager',
  '12356.105': 'FortiMail',
  '12356.113': 'FortiAuthenticator',
  '12356.118': 'FortiSandbox',
  // UBNT-MIB: product lines.
  '41112.1.3': 'airFiber',
  '41112.1.4': 'AirMAX',
  '41112.1.5': 'EdgeMax',
  '41112.1.6': 'UniFi',
}

import type { Oid } from '../port.ts'

/**
 * Object names that snmpwalk prints when it has the MIB files: module, OID of the group or of the table's entry, and the
 * names below it with their number. Names and numbers: the MIB modules named in each row. Only what identification and
 * inventory read; the names of others are skipped with their line.
 */
const groups: readonly (readonly [module: string, root: Oid, names: string])[] = [
  [
    'SNMPv2-MIB',
    '1.3.6.1.2.1.1',
    'sysDescr sysObjectID sysUpTime sysContact sysName sysLocation sysServices sysORLastChange',
  ],
  ['SNMPv2-MIB', '1.3.6.1.2.1.1.9.1', 'sysORIndex sysORID sysORDescr sysORUpTime'],
  ['DISMAN-EVENT-MIB', '1.3.6.1.2.1.1', '3:sysUpTimeInstance'],
  ['IF-MIB', '1.3.6.1.2.1.2', 'ifNumber'],
  [
    'IF-MIB',
    '1.3.6.1.2.1.2.2.1',
    'ifIndex ifDescr ifType ifMtu ifSpeed ifPhysAddress ifAdminStatus ifOperStatus ifLastChange ifInOctets ifInUcastPkts ' +
      'ifInNUcastPkts ifInDiscards ifInErrors ifInUnknownProtos ifOutOctets ifOutUcastPkts ifOutNUcastPkts ifOutDiscards ' +
      'ifOutErrors ifOutQLen ifSpecific',
  ],
  [
    'IF-MIB',
    '1.3.6.1.2.1.31.1.1.1',
    'ifName ifInMulticastPkts ifInBroadcastPkts ifOutMulticastPkts ifOutBroadcastPkts ifHCInOctets ifHCInUcastPkts ' +
      'ifHCInMulticastPkts ifHCInBroadcastPkts ifHCOutOctets ifHCOutUcastPkts ifHCOutMulticastPkts ifHCOutBroadcastPkts ' +
      'ifLinkUpDownTrapEnable ifHighSpeed ifPromiscuousMode ifConnectorPresent ifAlias ifCounterDiscontinuityTime',
  ],
  ['IF-MIB', '1.3.6.1.2.1.31.1.2.1', 'ifStackHigherLayer ifStackLowerLayer ifStackStatus'],
  ['IP-MIB', '1.3.6.1.2.1.4', 'ipForwarding ipDefaultTTL'],
  ['IP-MIB', '1.3.6.1.2.1.4.20.1', 'ipAdEntAddr ipAdEntIfIndex ipAdEntNetMask ipAdEntBcastAddr ipAdEntReasmMaxSize'],
  ['RFC1213-MIB', '1.3.6.1.2.1.3.1.1', 'atIfIndex atPhysAddress atNetAddress'],
  [
    'IP-MIB',
    '1.3.6.1.2.1.4.22.1',
    'ipNetToMediaIfIndex ipNetToMediaPhysAddress ipNetToMediaNetAddress ipNetToMediaType',
  ],
  [
    'IP-MIB',
    '1.3.6.1.2.1.4.34.1',
    'ipAddressAddrType ipAddressAddr ipAddressIfIndex ipAddressType ipAddressPrefix ipAddressOrigin ipAddressStatus ' +
      'ipAddressCreated ipAddressLastChanged ipAddressRowStatus ipAddressStorageType',
  ],
  [
    'IP-MIB',
    '1.3.6.1.2.1.4.35.1',
    'ipNetToPhysicalIfIndex ipNetToPhysicalNetAddressType ipNetToPhysicalNetAddress ipNetToPhysicalPhysAddress ' +
      'ipNetToPhysicalLastUpdated ipNetToPhysicalType ipNetToPhysicalState ipNetToPhysicalRowStatus',
  ],
  ['EtherLike-MIB', '1.3.6.1.2.1.10.7.2.1', '1:dot3StatsIndex 19:dot3StatsDuplexStatus'],
  ['BRIDGE-MIB', '1.3.6.1.2.1.17.1', 'dot1dBaseBridgeAddress dot1dBaseNumPorts dot1dBaseType'],
  [
    'BRIDGE-MIB',
    '1.3.6.1.2.1.17.1.4.1',
    'dot1dBasePort dot1dBasePortIfIndex dot1dBasePortCircuit dot1dBasePortDelayExceededDiscards ' +
      'dot1dBasePortMtuExceededDiscards',
  ],
  [
    'BRIDGE-MIB',
    '1.3.6.1.2.1.17.2',
    'dot1dStpProtocolSpecification dot1dStpPriority dot1dStpTimeSinceTopologyChange dot1dStpTopChanges ' +
      'dot1dStpDesignatedRoot dot1dStpRootCost dot1dStpRootPort',
  ],
  ['BRIDGE-MIB', '1.3.6.1.2.1.17.2.15.1', 'dot1dStpPort dot1dStpPortPriority dot1dStpPortState dot1dStpPortEnable'],
  ['BRIDGE-MIB', '1.3.6.1.2.1.17.4.3.1', 'dot1dTpFdbAddress dot1dTpFdbPort dot1dTpFdbStatus'],
  ['Q-BRIDGE-MIB', '1.3.6.1.2.1.17.7.1.2.2.1', 'dot1qTpFdbAddress dot1qTpFdbPort dot1qTpFdbStatus'],
  [
    'Q-BRIDGE-MIB',
    '1.3.6.1.2.1.17.7.1.4.2.1',
    'dot1qVlanTimeMark dot1qVlanIndex dot1qVlanFdbId dot1qVlanCurrentEgressPorts dot1qVlanCurrentUntaggedPorts ' +
      'dot1qVlanStatus dot1qVlanCreationTime',
  ],
  [
    'Q-BRIDGE-MIB',
    '1.3.6.1.2.1.17.7.1.4.3.1',
    'dot1qVlanStaticName dot1qVlanStaticEgressPorts dot1qVlanForbiddenEgressPorts dot1qVlanStaticUntaggedPorts ' +
      'dot1qVlanStaticRowStatus',
  ],
  ['Q-BRIDGE-MIB', '1.3.6.1.2.1.17.7.1.4.5.1', 'dot1qPvid dot1qPortAcceptableFrameTypes dot1qPortIngressFiltering'],
  [
    'HOST-RESOURCES-MIB',
    '1.3.6.1.2.1.25.1',
    'hrSystemUptime hrSystemDate hrSystemInitialLoadDevice hrSystemInitialLoadParameters hrSystemNumUsers hrSystemProcesses',
  ],
  ['HOST-RESOURCES-MIB', '1.3.6.1.2.1.25.2', '2:hrMemorySize'],
  [
    'HOST-RESOURCES-MIB',
    '1.3.6.1.2.1.25.2.3.1',
    'hrStorageIndex hrStorageType hrStorageDescr hrStorageAllocationUnits hrStorageSize hrStorageUsed',
  ],
  ['HOST-RESOURCES-MIB', '1.3.6.1.2.1.25.3.2.1', 'hrDeviceIndex hrDeviceType hrDeviceDescr hrDeviceID hrDeviceStatus'],
  ['HOST-RESOURCES-MIB', '1.3.6.1.2.1.25.4.2.1', 'hrSWRunIndex hrSWRunName hrSWRunID hrSWRunPath hrSWRunParameters'],
  ['HOST-RESOURCES-MIB', '1.3.6.1.2.1.25.6.3.1', 'hrSWInstalledIndex hrSWInstalledName hrSWInstalledID'],
  // What hrStorageType and hrDeviceType point to.
  [
    'HOST-RESOURCES-TYPES',
    '1.3.6.1.2.1.25.2.1',
    'hrStorageOther hrStorageRam hrStorageVirtualMemory hrStorageFixedDisk hrStorageRemovableDisk hrStorageFloppyDisk ' +
      'hrStorageCompactDisc hrStorageRamDisk hrStorageFlashMemory hrStorageNetworkDisk',
  ],
  [
    'HOST-RESOURCES-TYPES',
    '1.3.6.1.2.1.25.3.1',
    '1:hrDeviceOther 2:hrDeviceUnknown 3:hrDeviceProcessor 4:hrDeviceNetwork 5:hrDevicePrinter 6:hrDeviceDiskStorage ' +
      '10:hrDeviceVideo 11:hrDeviceAudio 12:hrDeviceCoprocessor 13:hrDeviceKeyboard 14:hrDeviceModem 15:hrDeviceParallelPort ' +
      '16:hrDevicePointing 17:hrDeviceSerialPort 18:hrDeviceTape 19:hrDeviceClock 20:hrDeviceVolatileMemory ' +
      '21:hrDeviceNonVolatileMemory',
  ],
  [
    'UPS-MIB',
    '1.3.6.1.2.1.33.1.1',
    'upsIdentManufacturer upsIdentModel upsIdentUPSSoftwareVersion upsIdentAgentSoftwareVersion upsIdentName',
  ],
  [
    'Printer-MIB',
    '1.3.6.1.2.1.43.5.1.1',
    '1:prtGeneralConfigChanges 16:prtGeneralPrinterName 17:prtGeneralSerialNumber',
  ],
  [
    'Printer-MIB',
    '1.3.6.1.2.1.43.8.2.1',
    '13:prtInputName 14:prtInputVendorName 15:prtInputModel 16:prtInputVersion 17:prtInputSerialNumber',
  ],
  [
    'Printer-MIB',
    '1.3.6.1.2.1.43.10.2.1',
    '2:prtMarkerMarkTech 3:prtMarkerCounterUnit 4:prtMarkerLifeCount 5:prtMarkerPowerOnCount',
  ],
  [
    'Printer-MIB',
    '1.3.6.1.2.1.43.11.1.1',
    '2:prtMarkerSuppliesMarkerIndex 3:prtMarkerSuppliesColorantIndex 4:prtMarkerSuppliesClass 5:prtMarkerSuppliesType ' +
      '6:prtMarkerSuppliesDescription 7:prtMarkerSuppliesSupplyUnit 8:prtMarkerSuppliesMaxCapacity 9:prtMarkerSuppliesLevel',
  ],
  [
    'Printer-MIB',
    '1.3.6.1.2.1.43.12.1.1',
    '2:prtMarkerColorantMarkerIndex 3:prtMarkerColorantRole 4:prtMarkerColorantValue',
  ],
  [
    'ENTITY-MIB',
    '1.3.6.1.2.1.47.1.1.1.1',
    'entPhysicalIndex entPhysicalDescr entPhysicalVendorType entPhysicalContainedIn entPhysicalClass entPhysicalParentRelPos ' +
      'entPhysicalName entPhysicalHardwareRev entPhysicalFirmwareRev entPhysicalSoftwareRev entPhysicalSerialNum ' +
      'entPhysicalMfgName entPhysicalModelName entPhysicalAlias entPhysicalAssetID entPhysicalIsFRU entPhysicalMfgDate ' +
      'entPhysicalUris',
  ],
  ['ENTITY-MIB', '1.3.6.1.2.1.47.1.3.2.1', '2:entAliasMappingIdentifier'],
  [
    'POWER-ETHERNET-MIB',
    '1.3.6.1.2.1.105.1.1.1',
    '3:pethPsePortAdminEnable 6:pethPsePortDetectionStatus 7:pethPsePortPowerPriority 9:pethPsePortType ' +
      '10:pethPsePortPowerClassifications',
  ],
  [
    'POWER-ETHERNET-MIB',
    '1.3.6.1.2.1.105.1.3.1.1',
    '2:pethMainPsePower 3:pethMainPseOperStatus 4:pethMainPseConsumptionPower',
  ],
  [
    'IEEE8023-LAG-MIB',
    '1.2.840.10006.300.43.1.2.1.1',
    '4:dot3adAggPortActorAdminKey 5:dot3adAggPortActorOperKey 12:dot3adAggPortSelectedAggID 13:dot3adAggPortAttachedAggID',
  ],
  ['LLDP-MIB', '1.0.8802.1.1.2.1.3', 'lldpLocChassisIdSubtype lldpLocChassisId lldpLocSysName lldpLocSysDesc'],
  ['LLDP-MIB', '1.0.8802.1.1.2.1.3.7.1', 'lldpLocPortNum lldpLocPortIdSubtype lldpLocPortId lldpLocPortDesc'],
  [
    'LLDP-MIB',
    '1.0.8802.1.1.2.1.4.1.1',
    'lldpRemTimeMark lldpRemLocalPortNum lldpRemIndex lldpRemChassisIdSubtype lldpRemChassisId lldpRemPortIdSubtype ' +
      'lldpRemPortId lldpRemPortDesc lldpRemSysName lldpRemSysDesc lldpRemSysCapSupported lldpRemSysCapEnabled',
  ],
  [
    'LLDP-MIB',
    '1.0.8802.1.1.2.1.4.2.1',
    'lldpRemManAddrSubtype lldpRemManAddr lldpRemManAddrIfSubtype lldpRemManAddrIfId lldpRemManAddrOID',
  ],
  ['LLDP-EXT-DOT1-MIB', '1.0.8802.1.1.2.1.5.32962.1.2.1.1', 'lldpXdot1LocPortVlanId'],
  ['LLDP-EXT-DOT1-MIB', '1.0.8802.1.1.2.1.5.32962.1.2.3.1', 'lldpXdot1LocVlanId lldpXdot1LocVlanName'],
  ['SNMP-FRAMEWORK-MIB', '1.3.6.1.6.3.10.2.1', 'snmpEngineID snmpEngineBoots snmpEngineTime snmpEngineMaxMessageSize'],
  ['OLD-CISCO-SYS-MIB', '1.3.6.1.4.1.9.2.1', 'romId whyReload hostName'],
  [
    'OLD-CISCO-CHASSIS-MIB',
    '1.3.6.1.4.1.9.3.6',
    'chassisType chassisVersion chassisId romVersion romSysVersion processorRam',
  ],
  ['CISCO-STACK-MIB', '1.3.6.1.4.1.9.5.1.4.1.1', '4:portName 11:portIfIndex'],
  [
    'CISCO-CDP-MIB',
    '1.3.6.1.4.1.9.9.23.1.2.1.1',
    'cdpCacheIfIndex cdpCacheDeviceIndex cdpCacheAddressType cdpCacheAddress cdpCacheVersion cdpCacheDeviceId ' +
      'cdpCacheDevicePort cdpCachePlatform cdpCacheCapabilities cdpCacheVTPMgmtDomain cdpCacheNativeVLAN cdpCacheDuplex ' +
      'cdpCacheApplianceID cdpCacheVlanID cdpCachePowerConsumption cdpCacheMTU cdpCacheSysName cdpCacheSysObjectID',
  ],
  ['CISCO-IMAGE-MIB', '1.3.6.1.4.1.9.9.25.1.1.1', 'ciscoImageIndex ciscoImageString'],
  [
    'CISCO-VTP-MIB',
    '1.3.6.1.4.1.9.9.46.1.3.1.1',
    'vtpVlanIndex vtpVlanState vtpVlanType vtpVlanName vtpVlanMtu vtpVlanDot10Said',
  ],
  [
    'CISCO-VTP-MIB',
    '1.3.6.1.4.1.9.9.46.1.6.1.1',
    '4:vlanTrunkPortVlansEnabled 5:vlanTrunkPortNativeVlan 13:vlanTrunkPortDynamicState 14:vlanTrunkPortDynamicStatus',
  ],
  [
    'CISCO-MEMORY-POOL-MIB',
    '1.3.6.1.4.1.9.9.48.1.1.1',
    'ciscoMemoryPoolType ciscoMemoryPoolName ciscoMemoryPoolAlternate ciscoMemoryPoolValid ciscoMemoryPoolUsed ciscoMemoryPoolFree',
  ],
  ['CISCO-VLAN-MEMBERSHIP-MIB', '1.3.6.1.4.1.9.9.68.1.2.2.1', 'vmVlanType vmVlan vmPortStatus'],
  ['CISCO-PAGP-MIB', '1.3.6.1.4.1.9.9.98.1.1.1.1', '5:pagpGroupCapability 8:pagpGroupIfIndex'],
  [
    'CISCO-PROCESS-MIB',
    '1.3.6.1.4.1.9.9.109.1.1.1.1',
    'cpmCPUTotalIndex cpmCPUTotalPhysicalIndex cpmCPUTotal5sec cpmCPUTotal1min cpmCPUTotal5min cpmCPUTotal5secRev',
  ],
  ['EXTREME-EDP-MIB', '1.3.6.1.4.1.1916.1.13.2.1', '3:extremeEdpNeighborName 6:extremeEdpNeighborPort'],
  ['UCD-SNMP-MIB', '1.3.6.1.4.1.2021.4', '3:memTotalSwap 4:memAvailSwap 5:memTotalReal 6:memAvailReal'],
]

/** Nodes that stand before numbers: `SNMPv2-SMI::enterprises.9.1.1`, `iso.3.6.1`. */
const nodes: Readonly<Record<string, Oid>> = {
  ccitt: '0',
  zeroDotZero: '0.0',
  iso: '1',
  'joint-iso-ccitt': '2',
  org: '1.3',
  dod: '1.3.6',
  internet: '1.3.6.1',
  directory: '1.3.6.1.1',
  mgmt: '1.3.6.1.2',
  'mib-2': '1.3.6.1.2.1',
  transmission: '1.3.6.1.2.1.10',
  experimental: '1.3.6.1.3',
  private: '1.3.6.1.4',
  enterprises: '1.3.6.1.4.1',
  security: '1.3.6.1.5',
  snmpV2: '1.3.6.1.6',
  snmpModules: '1.3.6.1.6.3',
  std: '1.0',
  iso8802: '1.0.8802',
  ieee802dot1: '1.0.8802.1',
  lldpMIB: '1.0.8802.1.1.2',
  lldpObjects: '1.0.8802.1.1.2.1',
  netSnmpAgentOIDs: '1.3.6.1.4.1.8072.3.2',
}

const numbers = new Map<string, Oid>(Object.entries(nodes))
for (const [, root, names] of groups)
  for (const [at, name] of names.split(' ').entries()) {
    const [, number, object] = /^(\d+):(.*)$/.exec(name) ?? [undefined, String(at + 1), name]
    if (object !== undefined) numbers.set(object, `${root}.${number}`)
  }
// The one name that stands for an instance.
numbers.set('sysUpTimeInstance', '1.3.6.1.2.1.1.3.0')

/** OID of an object or a node by its name, without that of its module; undefined where it is not known. */
export const oidOfName = (name: string): Oid | undefined => numbers.get(name)

/** Names by OID, objects before the nodes above them. */
const names = new Map([...numbers].map(([name, oid]) => [oid, name]))

/** `ifDescr.3` for 1.3.6.1.2.1.2.2.1.2.3: an instance as snmpwalk prints it; the OID where its object is not known. */
export function printedOid(oid: Oid): string {
  for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
    const root = oid.slice(0, end)
    const name = names.get(root)
    if (name !== undefined) return nodes[name] === undefined ? name + oid.slice(end) : oid
  }
  return oid
}

/** Objects of hardware addresses: with MIB files they are printed as `STRING: 0:1b:21:aa:bb:cc`, SNMPv2-TC. */
export const physicalAddresses: readonly Oid[] = [
  'ifPhysAddress',
  'atPhysAddress',
  'ipNetToMediaPhysAddress',
  'ipNetToPhysicalPhysAddress',
  'dot1dBaseBridgeAddress',
  'dot1dTpFdbAddress',
].flatMap((name) => numbers.get(name) ?? [])

/** Objects of time, for walks that print no types. */
export const times: readonly Oid[] = [
  'sysUpTime',
  'ifLastChange',
  'sysORUpTime',
  'sysORLastChange',
  'hrSystemUptime',
].flatMap((name) => numbers.get(name) ?? [])

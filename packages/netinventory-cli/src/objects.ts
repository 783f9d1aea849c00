/**
 * Objects of standard MIBs that a field usually comes from (IF-MIB, EtherLike-MIB, ENTITY-MIB, IP-MIB, LLDP-MIB, Q-BRIDGE-MIB):
 * many a small number stands in many places, so a guess needs to know where to look.
 */
export const usualObjects: Readonly<Record<string, readonly string[]>> = {
  'COMPONENTS/CONTAINEDININDEX': ['entPhysicalContainedIn'],
  'COMPONENTS/DESCRIPTION': ['entPhysicalDescr'],
  'COMPONENTS/FIRMWARE': ['entPhysicalFirmwareRev'],
  'COMPONENTS/FRU': ['entPhysicalIsFRU'],
  'COMPONENTS/INDEX': ['entPhysicalIndex'],
  'COMPONENTS/MODEL': ['entPhysicalModelName'],
  'COMPONENTS/NAME': ['entPhysicalName'],
  'COMPONENTS/REVISION': ['entPhysicalHardwareRev'],
  'COMPONENTS/VERSION': ['entPhysicalSoftwareRev'],
  'PAGECOUNTERS/TOTAL': ['prtMarkerLifeCount'],
  'PORTS/CONNECTIONS/CONNECTION/IFNUMBER': ['lldpRemPortId', 'lldpRemPortDesc', 'cdpCacheDevicePort'],
  'PORTS/IFINERRORS': ['ifInErrors'],
  'PORTS/IFINOCTETS': ['ifHCInOctets', 'ifInOctets'],
  'PORTS/IFINTERNALSTATUS': ['ifAdminStatus'],
  'PORTS/IFMTU': ['ifMtu'],
  'PORTS/IFNUMBER': ['ifIndex'],
  'PORTS/IFOUTERRORS': ['ifOutErrors'],
  'PORTS/IFOUTOCTETS': ['ifHCOutOctets', 'ifOutOctets'],
  'PORTS/IFPORTDUPLEX': ['dot3StatsDuplexStatus'],
  'PORTS/IFSPEED': ['ifHighSpeed', 'ifSpeed'],
  'PORTS/IFSTATUS': ['ifOperStatus'],
  'PORTS/IFTYPE': ['ifType'],
}

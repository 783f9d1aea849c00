import { linuxBatteries } from './battery/linux.ts'
import { linuxBios } from './bios/linux.ts'
import { linuxCpu } from './cpu/linux.ts'
import { linuxDrives } from './drive/linux.ts'
import { linuxEnvironment } from './environment/linux.ts'
import { linuxHardware } from './hardware/linux.ts'
import { linuxIpmiControllers, linuxIpmiMemories, linuxManagementPort } from './ipmi/linux.ts'
import { linuxMemory } from './memory/linux.ts'
import { linuxNetwork } from './network/linux.ts'
import { linuxMacvlan } from './network/macvlan.ts'
import { linuxOs } from './os/linux.ts'
import { linuxPorts } from './port/linux.ts'
import type { Probe } from './probe.ts'
import { linuxProcesses } from './process/linux.ts'
import { linuxPowerSupplies } from './psu/linux.ts'
import { linuxSlots } from './slot/linux.ts'
import { linuxApk } from './software/apk.ts'
import { linuxDpkg } from './software/deb.ts'
import { linuxRpm } from './software/rpm.ts'
import { linuxLastUser, linuxLocalGroups, linuxLocalUsers, linuxUsers } from './user/linux.ts'

/** All probes. Their order is that of entries in list sections. */
export const probes: readonly Probe[] = [
  linuxHardware,
  linuxBios,
  linuxOs,
  linuxCpu,
  linuxMemory,
  linuxIpmiMemories,
  linuxSlots,
  linuxPorts,
  linuxPowerSupplies,
  linuxBatteries,
  linuxDrives,
  linuxNetwork,
  linuxMacvlan,
  linuxManagementPort,
  linuxIpmiControllers,
  linuxDpkg,
  linuxRpm,
  linuxApk,
  linuxUsers,
  linuxLastUser,
  linuxLocalUsers,
  linuxLocalGroups,
  linuxProcesses,
  linuxEnvironment,
]

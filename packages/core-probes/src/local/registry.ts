import { linuxAntivirus } from './antivirus/linux.ts'
import { linuxBatteries } from './battery/linux.ts'
import { linuxBios } from './bios/linux.ts'
import { linuxControllers } from './controller/linux.ts'
import { linuxCpu } from './cpu/linux.ts'
import { linuxDatabases } from './database/linux.ts'
import { asmDrives } from './drive/asm.ts'
import { linuxDrives } from './drive/linux.ts'
import { linuxEnvironment } from './environment/linux.ts'
import { linuxFirewall } from './firewall/linux.ts'
import { linuxHardware } from './hardware/linux.ts'
import { linuxInputs } from './input/linux.ts'
import { linuxIpmiControllers, linuxIpmiMemories, linuxManagementPort } from './ipmi/linux.ts'
import { linuxLvm } from './lvm/linux.ts'
import { linuxMemory } from './memory/linux.ts'
import { linuxModems } from './modem/linux.ts'
import { darwinMonitors } from './monitor/darwin.ts'
import { linuxMonitors } from './monitor/linux.ts'
import { linuxDockerNetworks } from './network/docker.ts'
import { linuxNetwork } from './network/linux.ts'
import { linuxOs } from './os/linux.ts'
import { linuxPorts } from './port/linux.ts'
import { linuxPrinters } from './printer/linux.ts'
import type { Probe } from './probe.ts'
import { linuxProcesses } from './process/linux.ts'
import { linuxPowerSupplies } from './psu/linux.ts'
import { linuxRemoteManagement } from './remote-mgmt/linux.ts'
import { linuxRudder } from './rudder/linux.ts'
import { linuxSlots } from './slot/linux.ts'
import { linuxApk } from './software/apk.ts'
import { linuxAppImages } from './software/app-image.ts'
import { linuxDpkg } from './software/deb.ts'
import { linuxPackageManagers } from './software/managers.ts'
import { linuxRpm } from './software/rpm.ts'
import { linuxSounds } from './sound/linux.ts'
import { linuxStorages } from './storage/linux.ts'
import { linuxRaid } from './storage/raid/linux.ts'
import { linuxUsb } from './usb/linux.ts'
import { linuxLastUser, linuxLocalGroups, linuxLocalUsers, linuxUsers } from './user/linux.ts'
import { linuxVideos } from './video/linux.ts'
import { linuxGuests } from './virtualmachine/linux.ts'

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
  linuxControllers,
  linuxVideos,
  linuxSounds,
  linuxModems,
  linuxUsb,
  linuxMonitors,
  darwinMonitors,
  linuxInputs,
  linuxPrinters,
  linuxDrives,
  asmDrives,
  linuxStorages,
  linuxRaid,
  linuxLvm,
  linuxNetwork,
  linuxManagementPort,
  linuxIpmiControllers,
  linuxDockerNetworks,
  linuxDpkg,
  linuxRpm,
  linuxApk,
  ...linuxPackageManagers,
  linuxAppImages,
  linuxFirewall,
  linuxAntivirus,
  linuxRemoteManagement,
  linuxRudder,
  linuxDatabases,
  linuxUsers,
  linuxLastUser,
  linuxLocalUsers,
  linuxLocalGroups,
  linuxProcesses,
  linuxGuests,
  linuxEnvironment,
]

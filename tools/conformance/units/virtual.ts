import { parseMacvlans, parseNetwork } from '../../../packages/core-probes/src/local/network/parse-docker-networks.ts'
import { parseDomain } from '../../../packages/core-probes/src/local/virtualmachine/parse-domain.ts'
import { parseLxcConfig, parseLxcState } from '../../../packages/core-probes/src/local/virtualmachine/parse-lxc.ts'
import { parseQemu } from '../../../packages/core-probes/src/local/virtualmachine/parse-qemu.ts'
import { parseXeParams } from '../../../packages/core-probes/src/local/virtualmachine/parse-xe.ts'
import { parseXenUuid } from '../../../packages/core-probes/src/local/virtualmachine/parse-xen.ts'
import { replayed, type Units } from './step.ts'

/** Guests and containers. */
export const virtual: Units = {
  'Virtualization.Docker._getStatus': replayed,
  'Virtualization.VirtualBox._parseVBoxManage': replayed,
  'Virtualization.Virtuozzo.doInventory': replayed,
  'Virtualization.Xen._getVirtualMachines': replayed,

  'Linux.Networks.DockerMacvlan._getInterfaces': ({ text }) => parseNetwork(text()),
  'Linux.Networks.DockerMacvlan._getMacvlanNetworks': ({ text }) => parseMacvlans(text()),
  'Virtualization.Libvirt._parseDumpxml': ({ text }) => {
    const { MEMORY, UUID, VCPU, SUBSYSTEM } = parseDomain(text()) ?? {}
    return { memory: MEMORY, uuid: UUID, vcpu: VCPU, vmtype: SUBSYSTEM }
  },
  'Virtualization.Lxc._getVirtualMachine': ({ text, test }) => {
    const { MAC, MEMORY, NAME, VCPU, VMTYPE } = parseLxcConfig(text()).guest
    // Where none is set, the number of the host's is put there by the step after this one.
    return { MAC, MEMORY, NAME: NAME ?? test.params.name, VCPU: VCPU ?? 0, VMTYPE, STATUS: parseLxcState(text()) }
  },
  'Virtualization.Lxc._getVirtualMachineState': ({ text }) => parseLxcState(text()),
  'Virtualization.Qemu._parseProcessList': ({ test }) => {
    const guest = parseQemu(String(test.params.CMD).split(/\s+/))
    if (!guest) return undefined
    const { name, uuid, serial, memory, accelerated } = guest
    return { name, uuid, serial, mem: memory, vmtype: accelerated ? 'kvm' : 'qemu' }
  },
  'Virtualization.Xen._getUUID': ({ text }) => parseXenUuid(text()),
  'Virtualization.XenCitrixServer._getVirtualMachine': ({ text }) => parseXeParams(text()),
}

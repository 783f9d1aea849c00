import { dotted } from '../../../packages/core-probes/src/local/network/parse-route.ts'
import { replayed, type Units } from './step.ts'

/** Processors, boards, networks, management controllers. */
export const machine: Units = {
  'Generic.Ipmi.Fru.Controllers.doInventory': replayed,
  'Generic.Ipmi.Fru.Memory.doInventory': replayed,
  'Generic.Ipmi.Fru.Psu.doInventory': replayed,
  'Generic.Networks.iLO._parseHponcfg': replayed,

  'Network.hex2canonical': ({ args: [hex] }) => dotted(String(hex), true),
}

import { replayed, type Units } from './step.ts'

/** Processors, boards, networks, management controllers. */
export const machine: Units = {
  'Generic.Ipmi.Fru.Controllers.doInventory': replayed,
  'Generic.Ipmi.Fru.Memory.doInventory': replayed,
  'Generic.Ipmi.Fru.Psu.doInventory': replayed,
  'Generic.Networks.iLO._parseHponcfg': replayed,
}

import { type DeviceModule, described, ent } from './module.ts'

/** Cameras, speakers, encoders: `; AXIS C3003-E; Network Speaker; 1.65.032; Oct 12 2017 11:42; 709; 1;`. */
export const axis: DeviceModule = {
  name: 'axis',
  match: [{ object: ent('368.4.1') }, { object: ent('368'), description: /^\s*;\s*AXIS\b/ }],
  type: 'NETWORKING',
  model: described(/;\s*(AXIS [^;]+?)\s*;/),
  firmware: described(/;\s*AXIS [^;]+;[^;]*;\s*([\d.]+)\s*;/),
}

export { deviceId } from './device-id.ts'
export { type Identified, type Identity, identity, identityReads } from './identity.ts'

export { deviceId } from './device-id.ts'
export { identity, identityReads } from './identity.ts'

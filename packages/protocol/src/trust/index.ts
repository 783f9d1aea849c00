export { loadTrust, type Trust, TrustError, type TrustOptions } from './load.ts'
export { verifyPeer } from './verify.ts'

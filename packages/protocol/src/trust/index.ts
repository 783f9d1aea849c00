export { loadTrust, type Trust, TrustError, type TrustOptions } from './load.ts'
export { type PeerProblem, verifyPeer } from './verify.ts'

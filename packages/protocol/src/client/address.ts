/** Addresses of servers alone, for programs that leave it to others to connect. */
export { TransportError } from './errors.ts'
export { parseAddress } from './url.ts'

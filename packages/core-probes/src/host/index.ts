/** Hosts: what can be asked of a machine, and the adapters that answer. */
export { captureHost, type ReplayOptions, UnrecordedError, unrecorded } from './adapters/capture.ts'
export { CaptureError } from './capture/error.ts'
export { formatCapture } from './capture/format.ts'
export type { Attributes, Capture, Header, Kind, Section } from './capture/model.ts'
export { type ParseOptions, parseCapture } from './capture/parse.ts'
export * from './port.ts'
export { decodeText, encodeText } from './text.ts'

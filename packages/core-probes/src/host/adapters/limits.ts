/** Bounds of every adapter, so that a live run, its recording and the replay agree. In bytes. */
export const MAX_FILE = 4 * 1024 * 1024
export const MAX_OUTPUT = 16 * 1024 * 1024
/** All that one recording may hold. */
export const MAX_CAPTURE = 64 * 1024 * 1024
export const RUN_TIMEOUT_MS = 30_000
/** For what a daemon or a remote file system must answer. */
export const SHORT_TIMEOUT_MS = 2_000

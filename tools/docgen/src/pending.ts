/** Probes that the coverage table names and that are still being built: each is taken out of here when it is registered. */
export const pending: readonly string[] = []

/** Models by the arcs below `enterprises`, as the vendors' MIBs name them; only where devices do not say their model themselves. */
export const products: ReadonlyMap<string, string> = new Map<string, string>()

/** A package by what its path in the store is called. */
interface StorePackage {
  readonly name: string
  readonly version: string
}

/**
 * Packages among paths of a Nix store, `/nix/store/<hash>-<name>-<version>`, each once. The store also holds sources,
 * recipes, patches, parts (`-dev`, `-doc`) and settings: only what ends in a plain version is a package.
 */
export function parseStorePaths(text: string): StorePackage[] {
  const packages = new Map<string, StorePackage>()
  for (const line of text.split('\n')) {
    const path = line.trim()
    const hash = path.indexOf('-')
    const dash = path.lastIndexOf('-')
    if (!path.startsWith('/nix/store/') || hash >= dash - 1) continue
    const [name, version] = [path.slice(hash + 1, dash), path.slice(dash + 1)]
    if (/^\d+(?:\.\d+)*$/.test(version)) packages.set(`${name}-${version}`, { name, version })
  }
  return [...packages.values()]
}

import { cpSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

/**
 * What every package has in common: one self-contained ESM bundle per entry, with all that it imports
 * (dependencies and workspace packages), so that an installed tool needs nothing else.
 * The CommonJS libraries inside it require modules of Node only.
 */
export const bundle = (entry: Record<string, string>, more: Options = {}) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    splitting: true,
    minify: true,
    clean: true,
    noExternal: [/.*/],
    removeNodeProtocol: false,
    esbuildOptions(options) {
      options.conditions = ['source', 'node', 'import']
      options.legalComments = 'none'
    },
    banner: { js: 'const require=id=>process.getBuiltinModule(id);' },
    ...more,
  })

/** For packages with probes: the id databases, where the bundle looks for them. */
export const withIdTables: Options = {
  onSuccess: async () =>
    cpSync(new URL('packages/core-probes/src/host/io/data', import.meta.url), 'dist/data', { recursive: true }),
}

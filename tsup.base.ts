import { copyFile, cp } from 'node:fs/promises'
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
    // Tells what is in it, for the notices of a package.
    metafile: true,
    clean: true,
    noExternal: [/.*/],
    removeNodeProtocol: false,
    esbuildOptions(options) {
      options.conditions = ['source', 'node', 'import']
      options.legalComments = 'none'
    },
    banner: { js: 'const require=id=>process.getBuiltinModule(id),__dirname="";' },
    ...more,
  })

/**
 * For packages with probes: what the bundle reads from files beside it, and only when it needs it: the id databases, and
 * SQLite in WebAssembly for a Node that cannot open a database itself.
 */
export const withProbes: Options = {
  async onSuccess() {
    await cp(new URL('packages/core-probes/src/host/io/data', import.meta.url), 'dist/data', { recursive: true })
    await copyFile('../core-probes/node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm')
  },
}

import { copyFile } from 'node:fs/promises'
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
    banner: { js: 'const require=id=>process.getBuiltinModule(id),__dirname="";' },
    ...more,
  })

/**
 * For bundles that hold probes: SQLite in WebAssembly as a file of the package, read only where a database has to be
 * opened on a Node that cannot.
 */
export const withSqlite: Options = {
  onSuccess: () => copyFile('../core-probes/node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm'),
}

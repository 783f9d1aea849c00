import { copyFile, cp, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
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
 * Keeps the main path in one chunk. esbuild splits off what two entries share, and each `import()` is one: every module
 * loaded on demand would tear others out of `main`, at a millisecond a piece. So a module that is loaded on demand below
 * `main` (a path in the package) is made to import it; then all of them reach all that `main` does, and nothing is torn out.
 * What the command line (cli-kit) loads stays free of it.
 */
export const oneMainChunk = (main: string): Options => ({
  esbuildPlugins: [
    {
      name: 'one-main-chunk',
      setup(build) {
        const whole = resolve(main)
        const lazy = new Set<string>()
        build.onResolve(
          { filter: /^(?:\.|@fusioninventory\/)/ },
          async ({ path, kind, importer, resolveDir, pluginData }) => {
            if (kind !== 'dynamic-import' || pluginData === asked || importer.startsWith(commandLine)) return undefined
            const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: asked })
            if (found.path !== whole) lazy.add(found.path)
            return found
          },
        )
        build.onLoad({ filter: /\.ts$/ }, async ({ path }) =>
          lazy.has(path)
            ? { contents: `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(whole)}`, loader: 'ts' }
            : undefined,
        )
      },
    },
  ],
})

const asked = 'one-main-chunk'
const commandLine = fileURLToPath(new URL('packages/cli-kit/', import.meta.url))

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

import { copyFile, cp } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
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
 * Keeps what every run loads in two chunks: the `shell`, which reads the command line, and `main`, which does the work
 * (modules of the package). esbuild splits off what two entries share, and each `import()` is one: every module that is
 * loaded on demand would tear others out of these two. So what is loaded on demand is made to import the two, or only
 * the shell where it is loaded by the command line (cli-kit): then all of it reaches what they reach, and nothing is
 * torn out. By then they are loaded anyway.
 */
export const twoChunks = (shell: string, main: string): Options => ({
  esbuildPlugins: [
    {
      name: onDemand,
      setup(build) {
        build.onResolve({ filter: /./ }, async ({ path, pluginData, kind, importer, resolveDir }) => {
          if (kind !== 'dynamic-import' || pluginData === onDemand || path.startsWith('node:')) return undefined
          const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: onDemand })
          const known = importer.startsWith(commandLine) ? [shell] : [shell, main]
          // Relative, so that a build is the same wherever it is made.
          return { path: relative('', found.path), namespace: onDemand, pluginData: known }
        })
        build.onLoad({ filter: /./, namespace: onDemand }, ({ path, pluginData: known }) => ({
          contents: [
            `export ${path.includes('node_modules') ? '{ default }' : '*'} from ${JSON.stringify(resolve(path))}`,
            ...known.map((file: string) => `import ${JSON.stringify(resolve(file))}`),
          ].join('\n'),
          resolveDir: dirname(resolve(path)),
        }))
      },
    },
  ],
})

const onDemand = 'on-demand'
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

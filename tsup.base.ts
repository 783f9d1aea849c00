import { builtinModules } from 'node:module'
import { defineConfig, type Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * Takes the modules of Node itself by `process.getBuiltinModule` instead of `import`: an ES import of `node:fs` makes
 * Node fill in every export of it, streams and promises included, which costs a tenth of the whole start.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(node:.*|${builtinModules.join('|')})$`) }, ({ path, kind }) =>
      // A dynamic import would get the wrapper's default export only.
      kind === 'import-statement' ? { path, namespace: 'builtin' } : { path, external: true },
    )
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }))
  },
}

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
    esbuildPlugins: [builtins],
    ...more,
  })

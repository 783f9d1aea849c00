import { builtinModules } from 'node:module'
import { defineConfig, type Options } from 'tsup'

type Plugin = NonNullable<Options['plugins']>[number]

const builtin = new RegExp(
  `(?<=^|[;\\n])import\\s*([\\w$]+)?\\s*,?\\s*(?:\\*\\s*as\\s+([\\w$]+)|\\{([^}]*)\\})?\\s*from\\s*["']((?:node:)?(?:${builtinModules.join('|')}))["'];?`,
  'g',
)

/**
 * Takes the modules of Node itself by `process.getBuiltinModule` instead of `import`: an ES import of `node:fs` makes
 * Node fill in every export of it, streams and promises included, which costs a tenth of the whole start.
 */
const builtins: Plugin = {
  name: 'builtins',
  renderChunk: (code) => ({
    code: code.replace(builtin, (_, whole?: string, space?: string, names?: string, module?: string) => {
      const from = `process.getBuiltinModule(${JSON.stringify(module)})`
      const bound = [whole, space, names && `{${names.replace(/\s+as\s+/g, ':')}}`].filter(Boolean)
      return bound.map((name) => `const ${name}=${from};`).join('')
    }),
  }),
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
    plugins: [builtins],
    ...more,
  })

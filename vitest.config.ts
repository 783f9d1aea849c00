import { defineConfig } from 'vitest/config'
import { mutate } from './tools/guards/mutate.ts'

const source = {
  plugins: [mutate()],
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'import'] } },
}

/** unit: sources beside their tests. e2e: the built bins against servers on loopback. */
export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          setupFiles: ['vitest.setup.ts'],
          include: ['packages/*/src/**/*.test.ts', 'tools/*/src/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        ...source,
        test: {
          name: 'e2e',
          setupFiles: ['vitest.setup.ts'],
          include: ['tools/e2e/test/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})

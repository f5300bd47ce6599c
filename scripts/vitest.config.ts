import path from 'node:path'
import { defineConfig } from 'vitest/config'

const repo = path.resolve(import.meta.dirname, '..')

/** Unit tests: everything beside the code, in Node, with `electron` answered by the stand-in's modules (no window is opened). */
export default defineConfig({
  root: repo,
  cacheDir: path.join(repo, 'node_modules/.cache/vitest'),
  test: {
    environment: 'node',
    include: ['{main,preload,renderer,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**'],
    alias: { electron: path.join(repo, 'scripts/standin/electron.ts') },
    maxWorkers: 2,
    // Generous: a slow machine is no failure, and a hanging test is one soon enough.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

import { defineConfig } from '@playwright/test'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname, '..')

export default defineConfig({
  testDir: repo,
  // The app's stories, and those of what runs it where Electron cannot be had.
  testMatch: ['e2e/**/*.e2e.ts', 'scripts/standin/*.e2e.ts'],
  outputDir: path.join(repo, 'test-results'),
  timeout: 120_000,
  expect: { timeout: 20_000 }, // a busy machine is slow, not wrong
  fullyParallel: true,
  workers: 2,
  retries: 0, // a test that passes at the second try has found something
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? [] : [['json'] as ['json']])],
})

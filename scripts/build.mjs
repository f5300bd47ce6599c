// Builds what Electron runs: dist/main (ESM), dist/preload (one CommonJS file, as a sandboxed preload must be), dist/renderer.
// `node scripts/build.mjs [--watch]`
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const repo = path.resolve(import.meta.dirname, '..')
const watch = process.argv.includes('--watch') ? {} : null

/** Modules that bring machine code of their own or are the runtime itself; all else is bundled, so that a package needs no node_modules. */
const mainExternals = [/^electron(\/|$)/, /^node:/, /^keytar$/, /^sharp$/]

const shared = {
  configFile: false,
  envDir: false,
  logLevel: 'warn',
  cacheDir: path.join(repo, 'node_modules/.cache/vite'),
}

const main = {
  ...shared,
  root: repo,
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: path.join(repo, 'dist/main'),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    watch,
    rolldownOptions: {
      // The second one runs in a thread of its own (main/media/read-document.ts).
      input: { index: path.join(repo, 'main/index.ts'), 'document-worker': path.join(repo, 'main/media/document-worker.ts') },
      external: mainExternals,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}

const preload = {
  ...shared,
  root: repo,
  publicDir: false,
  build: {
    target: 'chrome140',
    outDir: path.join(repo, 'dist/preload'),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    watch,
    lib: { entry: path.join(repo, 'preload/index.ts'), formats: ['cjs'] },
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
    },
  },
}

const renderer = {
  ...shared,
  root: path.join(repo, 'renderer'),
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome140',
    outDir: path.join(repo, 'dist/renderer'),
    emptyOutDir: true,
    sourcemap: true,
    chunkSizeWarningLimit: 5_000, // read from disk, not from a line: one large file is no slower
    watch,
  },
}

const startedMs = performance.now()
await rm(path.join(repo, 'dist/.complete'), { force: true })
const builds = await Promise.allSettled([main, preload, renderer].map(config => build(config)))
for (const [index, outcome] of builds.entries()) {
  if (outcome.status === 'rejected') {
    const failure = outcome.reason
    console.error(`${['main', 'preload', 'renderer'][index]}: ${failure instanceof Error ? failure.message : String(failure)}`)
    process.exitCode = 1
  }
}
if (process.exitCode !== 1) await copyFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'), path.join(repo, 'dist/main/pdfium.wasm'))
if (process.exitCode !== 1 && watch === null) {
  await writeFile(path.join(repo, 'dist/.complete'), '') // its time tells bootstrap.mjs whether sources are newer
  console.log(`Built dist/ in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}

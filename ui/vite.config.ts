import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { guide } from './scripts/guide.mjs'

/** The same policy as in tauri.conf.json, so that `npm run screens` fails where the window would. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), guide()],
  // The guide's pictures lie beside the page's sources.
  server: { fs: { allow: ['.', '../docs'] } },
  resolve: {
    // Only a production build talks to the shell; anything else talks to made-up data, which production never holds.
    alias: { $transport: here(mode === 'production' ? './src/ipc/tauri.ts' : './src/ipc/demo/index.ts') },
    conditions: mode === 'test' ? ['browser'] : undefined,
  },
  build: {
    outDir: mode === 'demo' ? 'dist-demo' : 'dist',
    target: ['safari18', 'chrome123'],
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  preview: { headers: { 'Content-Security-Policy': CSP }, strictPort: true },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'page',
          testTimeout: 30_000,
          environment: 'jsdom',
          include: ['src/**/*.test.ts', 'scripts/documents.test.mjs'],
          setupFiles: ['src/test/setup.ts'],
          // Only the colours are read by a test; jsdom is slow with the rest.
          css: { include: [/tokens\.css/] },
        },
      },
      {
        test: {
          name: 'screens',
          testTimeout: 60_000,
          environment: 'node',
          include: ['scripts/screens.test.mjs'],
          globalSetup: ['scripts/serve.mjs'],
        },
      },
    ],
  },
}))

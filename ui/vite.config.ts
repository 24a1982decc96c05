import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { guide } from './scripts/guide.mjs'

/** The same policy as in tauri.conf.json, so that `npm run look` fails where the window would. */
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
  preview: { headers: { 'Content-Security-Policy': CSP }, port: 4173, strictPort: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
    setupFiles: ['src/test/setup.ts'],
    // Only the colours are read by a test; jsdom is slow with the rest.
    css: { include: [/tokens\.css/] },
    testTimeout: 30_000,
  },
}))

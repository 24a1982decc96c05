// Builds the window on made-up data and serves it under the window's content policy.
import { build, preview } from 'vite'
import { freePort } from './driver.mjs'

/** Where it is served, and how to stop. */
export async function serve() {
  const port = await freePort()
  const server = await preview({ mode: 'demo', build: { outDir: 'dist-demo' }, preview: { port }, logLevel: 'error' })
  return { origin: `http://localhost:${port}`, stop: () => server.close() }
}

/** For tests: they are told where. */
export default async function ({ provide }) {
  await build({ mode: 'demo', logLevel: 'error' })
  const { origin, stop } = await serve()
  provide('origin', origin)
  return stop
}

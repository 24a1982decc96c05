// A small W3C WebDriver client: enough to press, type, look and measure. No packages.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

async function ask(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    body: body && JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  const { value } = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message.split('\n')[0]}`)
  return value
}

async function patiently(task, tries = 100) {
  for (let n = 0; ; n += 1) {
    try {
      return await task()
    } catch (error) {
      if (n >= tries) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Starts `command` and gives back how to end it: only ever the process started here. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'ignore', ...options })
  return async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}

const engines = {
  chromium: {
    command: 'chromedriver',
    wants: {
      'goog:chromeOptions': {
        args: [
          '--headless=new',
          '--no-sandbox',
          '--hide-scrollbars',
          '--force-device-scale-factor=1',
          // Only this machine exists for it.
          '--disable-background-networking',
          '--disable-component-update',
          '--no-first-run',
          '--force-prefers-reduced-motion',
          '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
        ],
      },
      'goog:loggingPrefs': { browser: 'ALL' },
    },
  },
  webkit: {
    command: 'WebKitWebDriver',
    wants: {
      'webkitgtk:browserOptions': {
        binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
        args: ['--automation'],
      },
    },
  },
}

/** A browser of the given engine, with text of `text` per cent. */
export async function open(engine = 'chromium', { text = 100 } = {}) {
  const { command, wants } = structuredClone(engines[engine])
  const port = await freePort()
  // The person's own text size, as the browser's settings have it.
  if (wants['goog:chromeOptions'])
    wants['goog:chromeOptions'].prefs = { 'webkit.webprefs.default_font_size': (16 * text) / 100 }
  const end = start(command, [`--port=${port}`])
  const base = `http://127.0.0.1:${port}`
  await patiently(() => ask(base, 'GET', '/status'))
  const { sessionId } = await ask(base, 'POST', '/session', { capabilities: { alwaysMatch: wants } })
  const session = (method, path, body) => ask(base, method, `/session/${sessionId}${path}`, body)
  const find = (css) =>
    patiently(async () => (await session('POST', '/element', { using: 'css selector', value: css }))[ELEMENT])
  const wait = (script, ...args) => session('POST', '/execute/async', { script, args })
  return {
    run: (script, ...args) => session('POST', '/execute/sync', { script, args }),
    wait,
    /** Runs a function in the page: what it comes to. */
    ask: (question, ...args) =>
      wait(
        `const all = [...arguments], done = all.pop();
         Promise.resolve().then(() => (${question})(...all)).then(done, (error) => done([String(error)]))`,
        ...args,
      ),
    go: (url) => session('POST', '/url', { url }),
    size: async (width, height) => {
      await session('POST', '/window/rect', { width, height })
      const [w, h] = await session('POST', '/execute/sync', { script: 'return [innerWidth, innerHeight]', args: [] })
      if (w !== width || h !== height)
        await session('POST', '/window/rect', { width: width * 2 - w, height: height * 2 - h })
    },
    press: (css) => patiently(async () => session('POST', `/element/${await find(css)}/click`, {}), 20),
    type: async (css, text) => session('POST', `/element/${await find(css)}/value`, { text }),
    keys: (...keys) =>
      session('POST', '/actions', {
        actions: [
          {
            type: 'key',
            id: 'k',
            actions: [
              ...keys.map((value) => ({ type: 'keyDown', value })),
              ...keys
                .slice()
                .reverse()
                .map((value) => ({ type: 'keyUp', value })),
            ],
          },
        ],
      }),
    see: find,
    text: async (css) => session('GET', `/element/${await find(css)}/text`),
    picture: async () => Buffer.from(await session('GET', '/screenshot'), 'base64'),
    /** A command of the browser's own protocol, which WebDriver has no word for. */
    cdp: (cmd, params) => session('POST', '/goog/cdp/execute', { cmd, params }),
    log: () => session('POST', '/se/log', { type: 'browser' }),
    close: async () => {
      await session('DELETE', '').catch(() => undefined)
      await end()
    },
  }
}

import { describe, expect, it } from 'vitest'

const files = import.meta.glob<string>(['../**/*.{ts,svelte}', '!../test/**', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const all = Object.entries(files)
const components = all.filter(([path]) => path.endsWith('.svelte'))
const lines = (text: string) => text.trimEnd().split('\n').length

describe('the house', () => {
  it('has one door to the shell', () => {
    for (const [path, text] of all) if (text.includes('@tauri-apps')) expect(path).toMatch(/^\.\.\/ipc\//)
  })

  it('makes no call of its own to any network', () => {
    for (const [path, text] of all)
      expect(text, path).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon/)
  })

  it('shows made-up data to nobody but developers', () => {
    for (const [path, text] of all) if (!path.startsWith('../ipc/demo/')) expect(text, path).not.toMatch(/from '.*demo/)
  })

  it('never makes markup out of text', () => {
    for (const [path, text] of all)
      expect(text, path).not.toMatch(/\{@html|innerHTML|insertAdjacentHTML|\beval\(|new Function/)
  })

  it('has no style in its markup that the content policy would stop', () => {
    for (const [path, text] of components) expect(text, path).not.toMatch(/<[^>]*\sstyle="/)
  })

  it('keeps components small', () => {
    const sizes = components.map(([path, text]) => [path, lines(text)] as const).sort((a, b) => a[1] - b[1])
    for (const [path, size] of sizes) expect(size, path).toBeLessThanOrEqual(150)
    expect(sizes[Math.floor(sizes.length / 2)]?.[1]).toBeLessThanOrEqual(50)
  })

  it('draws every picture that it names', () => {
    const drawn = new Set(
      [...(files['../components/Sprite.svelte'] ?? '').matchAll(/symbol id="([\w-]+)"/g)].map(([, id]) => id),
    )
    for (const [path, text] of all)
      for (const [, name] of text.matchAll(/(?:Icon name=|icon: |icon=)["']([\w-]+)["']/g))
        expect(drawn.has(name), `${path}: ${name}`).toBe(true)
    for (const [, name] of (files['../lib/looks.ts'] ?? '').matchAll(/look\('(\w+)'/g))
      expect(drawn.has(`s-${name}`), name).toBe(true)
  })
})

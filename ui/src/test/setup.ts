import { cleanup, configure } from '@testing-library/svelte'
import { afterEach } from 'vitest'

// What jsdom lacks and the components need.
Element.prototype.scrollIntoView = () => undefined
Element.prototype.animate ??= () => ({ finished: Promise.resolve(), cancel() {} }) as unknown as Animation
HTMLCanvasElement.prototype.getContext = () => null
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// A picture of the whole page helps nobody to see what is missing.
configure({ getElementError: (message) => new Error(message?.split('\n')[0] ?? 'not found') })
afterEach(cleanup)

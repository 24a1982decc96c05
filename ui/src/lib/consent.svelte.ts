import { ipc, type Answer, type Asking } from '../ipc'

let queue = $state.raw<Asking[]>([])

async function read() {
  queue = await ipc.asking().catch(() => queue)
}

/** The programs that wait for the person's word, one asked about at a time, the one that came first first. */
export const consent = {
  get current(): Asking | null {
    return queue[0] ?? null
  },
  get waiting(): number {
    return queue.length
  },
  async follow() {
    await ipc.onAsking(() => void read())
    await read()
  },
  async answer(asking: Asking, answer: Answer) {
    queue = queue.filter(({ id }) => id !== asking.id)
    await ipc.askingAnswer(asking.id, answer).catch(() => undefined)
    await read()
  },
}

import { ipc, type Answer, type Asking } from '../ipc'

let queue = $state.raw<Asking[]>([])

/** The programs that wait for the person's word, one asked about at a time, the one that came first first. */
export const consent = {
  get current(): Asking | null {
    return queue[0] ?? null
  },
  get waiting(): number {
    return queue.length
  },
  async follow() {
    await ipc.onConsents((waiting) => (queue = waiting))
    queue = await ipc.consents().catch(() => queue)
  },
  async answer(asking: Asking, answer: Answer) {
    queue = queue.filter(({ id }) => id !== asking.id)
    await ipc.consentAnswer(asking.id, answer).catch(() => undefined)
    queue = await ipc.consents().catch(() => queue)
  },
}

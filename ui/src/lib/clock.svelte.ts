let now = $state(Date.now())
setInterval(() => (now = Date.now()), 20_000)

/** The time that "2 min ago" and lifelines are drawn for; moves three times a minute. */
export const clock = {
  get now(): number {
    return now
  },
  /** Catches up at once, after something just happened. */
  tick() {
    now = Date.now()
  },
}

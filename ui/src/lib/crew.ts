/** Does `work` on every item, at most `hands` at a time. */
export async function crew<T>(items: T[], hands: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: hands }, worker))
}

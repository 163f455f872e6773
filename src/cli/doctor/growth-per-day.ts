interface Written {
  readonly number: number
  readonly at: string
}

interface Records {
  recordsAfter(number: number, limit: number): readonly Written[]
}

/** The days before the last record that tell what a day of selling writes. */
const lookBackDays = 14
const dayMs = 86_400_000

/**
 * What a lane's database grows by a day, from how many records its last days brought and what a record takes there. The
 * second copy takes about as much again, on its own disk or the same.
 * @param bytes of the database and its log
 * @returns undefined for a journal that is younger than a day
 */
export function growthPerDay(journal: Records, lastNumber: number, bytes: number): number | undefined {
  const [newest] = lastNumber === 0 ? [] : journal.recordsAfter(lastNumber - 1, 1)
  const [oldest] = journal.recordsAfter(0, 1)
  if (!newest || !oldest) return undefined
  const first = firstSince(journal, Date.parse(newest.at) - lookBackDays * dayMs, { oldest: oldest.number, newest: newest.number })
  const days = (Date.parse(newest.at) - Date.parse(first.at)) / dayMs
  const perRecord = bytes / (newest.number - oldest.number + 1)
  return days < 1 ? undefined : Math.round(((newest.number - first.number) / days) * perRecord)
}

/** The first record written at or after a time, by halving: clocks that jumped make it a little wrong, no more. */
function firstSince(journal: Records, sinceMs: number, { oldest, newest }: { readonly oldest: number; readonly newest: number }): Written {
  const record = (number: number): Written => journal.recordsAfter(number - 1, 1)[0] ?? { number, at: '' }
  let [low, high] = [oldest, newest]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (Date.parse(record(middle).at) < sinceMs) low = middle + 1
    else high = middle
  }
  return record(low)
}

import type { Database } from 'better-sqlite3'

/** How far the CRM has got with this journal. The queue is what lies behind it. */
export interface UploadCursor {
  acceptedThrough(): number
  /** Time of the last answer from the CRM, ISO; undefined before the first. */
  lastContactAt(): string | undefined
  /** Takes the CRM's own word, also when it is lower than before: a restored CRM is filled again. */
  setAccepted(acceptedThrough: number, at: string): void
  /** Completed sales and returns the CRM has not acknowledged. Costs the same however many wait. */
  waitingSaleCount(): number
}

export function openUploadCursor(db: Database): UploadCursor {
  const get = db.prepare<[], { value: number; at: string | null }>("select value, at from cursor where name = 'upload'")
  const set = db.prepare("insert into cursor (name, value, at) values ('upload', ?, ?) on conflict (name) do update set value = excluded.value, at = excluded.at")
  // Receipt numbers leave nothing out but what is written down: how many there are behind the cursor is a difference, and no view has to count a month of them.
  // A restored CRM gets some of it anew: it has not had that for as long as it seems.
  const forget = db.prepare('update accepted_on set through = ? where through > ?')
  const waiting = db.prepare<[number], { n: number }>(`
    with ends as (select coalesce((select max(receipt_number) from receipt), 0) as last,
      coalesce((select receipt_number from receipt where number <= ? order by number desc limit 1), (select min(receipt_number) - 1 from receipt), 0) as accepted)
    select last - accepted - (select coalesce(sum(last_number - first_number + 1), 0) from skipped_receipts where first_number > accepted and last_number < last) as n from ends`)
  const acceptedThrough = (): number => get.get()?.value ?? 0
  return {
    acceptedThrough,
    lastContactAt: () => get.get()?.at ?? undefined,
    setAccepted: db.transaction((through: number, at: string) => {
      if (through < acceptedThrough()) forget.run(through, through)
      set.run(through, at)
    }),
    waitingSaleCount: () => waiting.get(acceptedThrough())?.n ?? 0,
  }
}

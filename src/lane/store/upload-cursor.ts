import type { Database } from 'better-sqlite3'

/** How far the CRM has got with this journal. The queue is what lies behind it. */
export interface UploadCursor {
  acceptedThrough(): number
  /** Time of the last answer from the CRM, ISO; undefined before the first. */
  lastContactAt(): string | undefined
  /** Takes the CRM's own word, also when it is lower than before: a restored CRM is filled again. */
  setAccepted(acceptedThrough: number, at: string): void
  /** Completed sales the CRM has not acknowledged. */
  waitingSaleCount(): number
}

export function openUploadCursor(db: Database): UploadCursor {
  const get = db.prepare<[], { value: number; at: string | null }>("select value, at from cursor where name = 'upload'")
  const set = db.prepare("insert into cursor (name, value, at) values ('upload', ?, ?) on conflict (name) do update set value = excluded.value, at = excluded.at")
  const waiting = db.prepare<[number], { n: number }>('select count(*) as n from receipt where number > ?')
  const acceptedThrough = (): number => get.get()?.value ?? 0
  return {
    acceptedThrough,
    lastContactAt: () => get.get()?.at ?? undefined,
    setAccepted: (through, at) => void set.run(through, at),
    waitingSaleCount: () => waiting.get(acceptedThrough())?.n ?? 0,
  }
}

import type { Database } from 'better-sqlite3'

/** The chain's public key, by which the lane knows what comes from head office. */
export interface FeedKey {
  pinned(): string | undefined
  pin(publicKey: string): void
}

export function openFeedKey(db: Database): FeedKey {
  const get = db.prepare<[], { key: string }>('select public_key as key from feed_key')
  const set = db.prepare('insert into feed_key (only, public_key) values (1, ?) on conflict (only) do update set public_key = excluded.public_key')
  return { pinned: () => get.get()?.key, pin: (publicKey) => void set.run(publicKey) }
}

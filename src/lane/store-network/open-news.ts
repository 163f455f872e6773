import type { LaneMessage, LaneNews, NewsBranch } from '../../contract/store-network.ts'
import type { NetworkRecords } from '../store/network-records.ts'
import { newsOfFact } from './news-of-fact.ts'
import type { Neighbour, Talk } from './open-talk.ts'

/** Facts told in one answer, and their most characters: a datagram has an end. */
const mostFacts = 20
const mostCharacters = 8_000

/** What lanes tell each other of coupons, points and offers that were used, at once and in the order of each lane's journal. */
export interface News {
  /** Tells what has been stored since it last told. */
  stored(): void
  /** How far there is something to tell. */
  through(): number
  /** True when everything up to there is here; asks for it where it is not. */
  hasHeard(journalId: string, through: number): boolean
  hear(from: Neighbour, message: LaneMessage): void
}

interface NewsParts {
  readonly talk: () => Pick<Talk, 'tell' | 'send'>
  readonly records: Pick<NetworkRecords, 'lastEnded' | 'endedAfter' | 'heardThrough' | 'keepNews' | 'branch'>
  /** Something was heard that moves what this lane knows. */
  readonly onNews: (news: readonly LaneNews[]) => void
}

export function openNews({ talk, records, onNews }: NewsParts): News {
  let through = records.lastEnded()
  /** As far as each lane has said that it has something to tell. */
  const promised = new Map<string, number>()

  const pageAfter = (after: number): { readonly through: number; readonly news: LaneNews[] } => {
    const news: LaneNews[] = []
    let told = after
    for (const fact of records.endedAfter(after, mostFacts)) {
      const one = newsOfFact(fact)
      if (told > after && one && JSON.stringify([...news, one]).length > mostCharacters) break
      if (one) news.push(one)
      told = fact.number
    }
    return { through: told, news }
  }

  const branch = (): { readonly branch?: NewsBranch } => {
    const left = records.branch()
    return left ? { branch: left } : {}
  }

  const askOn = (journalId: string): void => {
    const after = records.heardThrough(journalId)
    if (after < (promised.get(journalId) ?? 0)) talk().send(journalId, { kind: 'ask-news', after })
  }

  const take = (journalId: string, message: Extract<LaneMessage, { kind: 'news' }>): void => {
    promised.set(journalId, Math.max(promised.get(journalId) ?? 0, message.through))
    // Where something before it is missing it is asked for, and this comes again.
    if (message.after <= records.heardThrough(journalId)) {
      records.keepNews(journalId, message)
      onNews(message.news)
    }
    askOn(journalId)
  }

  return {
    stored() {
      if (records.lastEnded() === through) return
      const after = through
      const told = pageAfter(after)
      through = records.lastEnded()
      talk().tell({ kind: 'news', after, ...told, ...branch() })
    },
    through: () => through,
    hasHeard(journalId, wanted) {
      promised.set(journalId, Math.max(promised.get(journalId) ?? 0, wanted))
      askOn(journalId)
      return records.heardThrough(journalId) >= wanted
    },
    hear({ journalId }, message) {
      if (message.kind === 'news') take(journalId, message)
      if (message.kind === 'ask-news') talk().send(journalId, { kind: 'news', after: message.after, ...pageAfter(message.after), ...branch() })
      if (message.kind === 'here') {
        promised.set(journalId, message.through)
        askOn(journalId)
      }
    },
  }
}

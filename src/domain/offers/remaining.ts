import type { JournalId } from '../ids.ts'
import type { Member } from '../loyalty/member.ts'
import type { Offer } from './offer.ts'
import type { LimitReason, OfferRemaining } from './priced-basket.ts'

/** What head office has released of an offer to one lane's journal, over all its sales. It only ever grows. */
export interface OfferAllowance {
  readonly rewardCount?: number | undefined
  readonly budgetMinor?: number | undefined
  /** Coupons of it to be given out. */
  readonly issueCount?: number | undefined
}

/** Rewards one sale of this lane's journal gave one member, or one of another lane that has told so. */
export interface OwnOfferUse {
  /** Of another lane; this lane's own unless told. */
  readonly journalId?: string | undefined
  /** The fact's number in the journal. */
  readonly number: number
  /** Trading day. */
  readonly day: string
  readonly rewardCount: number
}

/** What a lane knows of an offer's uses, with the network or without. */
export interface KnownUses {
  readonly journalId: JournalId
  /** Trading day of the sale. */
  readonly day: string
  readonly member?: Pick<Member, 'offerUses'> | undefined
  /** This lane's own for that member, of its whole journal. */
  readonly ownOfMember: readonly OwnOfferUse[]
  /** This lane's own for everybody, of its whole journal. */
  readonly ownTotal: { readonly rewardCount: number; readonly amountMinor: number }
  readonly allowance?: OfferAllowance | undefined
}

/**
 * What an offer's limits over many sales leave for the next sale; undefined where it has none.
 *
 * In total a lane gives what it was released, less what its own journal has given: no clock and no message order
 * matters, and lanes that keep to it can never give more together than there is. Per member it is what head office
 * has counted, and the facts behind that count of this lane and of those that have told it: facts of lanes that neither
 * this lane nor head office has heard of are missing, so at most each of those gives the member her limit once more. Nobody identified means nobody to count for.
 */
export function remainingOf({ offerId, limits }: Pick<Offer, 'offerId' | 'limits'>, known: KnownUses): OfferRemaining | undefined {
  const left = [...totalLeft(limits, known), ...memberLeft({ offerId, limits }, known)]
  const rewards = left.reduce<Left | undefined>((least, each) => (least && least.rewardCount <= each.rewardCount ? least : each), undefined)
  const budget = budgetLeft(limits, known)
  if (!rewards && !budget) return undefined
  const limitedBy = rewards?.rewardCount === 0 || !budget || budget.budgetMinor > 0 ? (rewards?.limitedBy ?? 'used-up') : budget.limitedBy
  return { ...(rewards ? { rewardCount: rewards.rewardCount } : {}), ...(budget ? { budgetMinor: budget.budgetMinor } : {}), limitedBy }
}

interface Left {
  readonly rewardCount: number
  readonly limitedBy: LimitReason
}

function totalLeft({ total }: Offer['limits'], { allowance, ownTotal }: KnownUses): Left[] {
  if (total === undefined) return []
  if (allowance?.rewardCount === undefined) return [{ rewardCount: 0, limitedBy: 'no-allowance' }]
  return [{ rewardCount: less(allowance.rewardCount, ownTotal.rewardCount), limitedBy: 'used-up' }]
}

function budgetLeft({ budgetMinor }: Offer['limits'], { allowance, ownTotal }: KnownUses): { readonly budgetMinor: number; readonly limitedBy: LimitReason } | undefined {
  if (budgetMinor === undefined) return undefined
  if (allowance?.budgetMinor === undefined) return { budgetMinor: 0, limitedBy: 'no-allowance' }
  return { budgetMinor: less(allowance.budgetMinor, ownTotal.amountMinor), limitedBy: 'used-up' }
}

function memberLeft({ offerId, limits: { perMember, perMemberDay } }: Pick<Offer, 'offerId' | 'limits'>, { journalId, day, member, ownOfMember }: KnownUses): Left[] {
  if (perMember === undefined && perMemberDay === undefined) return []
  if (!member) return [{ rewardCount: 0, limitedBy: 'needs-member' }]
  const counted = member.offerUses?.find((each) => each.offerId === offerId)
  const since = ownOfMember.filter((use) => use.number > (counted?.through[use.journalId ?? journalId] ?? 0))
  const today = (counted?.days.find((each) => each.day === day)?.rewardCount ?? 0) + sum(since.filter((use) => use.day === day))
  return [
    ...(perMember === undefined ? [] : [{ rewardCount: less(perMember, (counted?.rewardCount ?? 0) + sum(since)), limitedBy: 'member-limit' as const }]),
    ...(perMemberDay === undefined ? [] : [{ rewardCount: less(perMemberDay, today), limitedBy: 'member-day-limit' as const }]),
  ]
}

function sum(uses: readonly OwnOfferUse[]): number {
  return uses.reduce((total, { rewardCount }) => total + rewardCount, 0)
}

/** Never below zero: what was given too much is not owed by the next customer. */
function less(limit: number, used: number): number {
  return Math.max(0, limit - used)
}

import type { Offer } from '../../domain/offers/offer.ts'
import type { LaneAllowanceRow } from '../store/allowance-rows.ts'
import type { ExceptionRow } from '../store/exception-rows.ts'
import type { MemberUseRow } from '../store/offer-use-rows.ts'

/** What people must look at when lanes have given more of an offer than they had, or than there was. The sales stand. */
export function overgivenExceptions({ offerId, limits }: Offer, lanes: readonly LaneAllowanceRow[], raisedAt: string): ExceptionRow[] {
  const kind = 'offer-over-limit'
  const beyond = lanes.flatMap(({ journalId, rewardCount, budgetMinor, usedCount, usedMinor }): ExceptionRow[] => {
    const isBeyond = usedCount > (rewardCount ?? Infinity) || usedMinor > (budgetMinor ?? Infinity)
    return isBeyond ? [{ exceptionId: `${kind}:${offerId}:${journalId}`, kind, journalId, subject: offerId, detail: 'a lane has given more of the offer than was released to it; the sales stand', raisedAt }] : []
  })
  const givenCount = sum(lanes.map(({ usedCount }) => usedCount))
  const givenMinor = sum(lanes.map(({ usedMinor }) => usedMinor))
  const isOver = givenCount > (limits.total ?? Infinity) || givenMinor > (limits.budgetMinor ?? Infinity)
  if (!isOver) return beyond
  return [...beyond, { exceptionId: `${kind}:${offerId}`, kind, subject: offerId, detail: `all lanes together have given ${givenCount} rewards and ${givenMinor} minor units, which is more than the offer's limit; the sales stand`, raisedAt }]
}

/** The same for one member: several lanes that could not hear of each other may each have given her the offer. @param uses hers, of any offers */
export function memberExceptions(offers: ReadonlyMap<string, Offer>, memberId: string, uses: readonly MemberUseRow[], raisedAt: string): ExceptionRow[] {
  const kind = 'member-over-limit'
  return [...new Set(uses.map(({ offerId }) => offerId))].flatMap((offerId): ExceptionRow[] => {
    const { perMember = Infinity, perMemberDay = Infinity } = offers.get(offerId)?.limits ?? {}
    const own = uses.filter((use) => use.offerId === offerId)
    const said = (id: string, count: number, limit: number, when: string): ExceptionRow[] =>
      count > limit ? [{ exceptionId: `${kind}:${offerId}:${memberId}${id}`, kind, subject: memberId, detail: `she has had ${count} rewards of offer ${offerId}${when}, and a member may have ${limit}; the sales stand`, raisedAt }] : []
    const byDay = [...new Set(own.map(({ day }) => day))].flatMap((day) => said(`:${day}`, sum(own.filter((use) => use.day === day).map(({ rewardCount }) => rewardCount)), perMemberDay, ` on ${day}`))
    return [...said('', sum(own.map(({ rewardCount }) => rewardCount)), perMember, ''), ...byDay]
  })
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

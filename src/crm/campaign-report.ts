import { measureUplift, type ArmSample, type Uplift } from '../analytics/measure-uplift.ts'
import { addDays } from '../domain/business-day/business-time.ts'
import { countCampaignCoupons, measureArms, type CampaignCoupons } from './store/next-visit-rows.ts'
import type { Connection } from './store/open-database.ts'

/** What one side of a campaign spent, per member. */
export interface ArmSpend {
  readonly memberCount: number
  readonly spendPerMemberMinor: number
}

/** What a campaign of next-visit coupons brought. */
export interface CampaignResult extends CampaignCoupons {
  /** Redeemed of those issued. */
  readonly redemptionBasisPoints: number
  /** Members whose days are over. */
  readonly given: ArmSpend
  readonly heldOut: ArmSpend
  /** `too-few`: fewer than `fewestMembers` on either side; then there is no uplift. */
  readonly verdict: Uplift['verdict'] | 'too-few'
  readonly uplift?: Omit<Uplift, 'verdict'> | undefined
}

export interface CampaignReportAsked {
  /** Days behind the coupon in which spend counts; four weeks unless told. */
  readonly days?: number | undefined
  /** The last day whose sales are all in; yesterday unless told. */
  readonly asOfDay?: string | undefined
  readonly fromDay?: string | undefined
  readonly untilDay?: string | undefined
}

/** Four weeks: long enough for most to come back, short enough that other things have not happened. */
const usualDays = 28

const nobody: ArmSample = { memberCount: 0, meanMinor: 0, variance: 0 }

/** Issued, redeemed and what it brought, per campaign, by its id. Campaigns that held everybody out are there as well. */
export async function reportCampaigns(connection: Connection, { days = usualDays, asOfDay, fromDay = '0001-01-01', untilDay = addDays(asOfDay, 1) }: CampaignReportAsked & { readonly asOfDay: string }): Promise<CampaignResult[]> {
  const coupons = await countCampaignCoupons(connection, { fromDay, untilDay })
  const arms = await measureArms(connection, { fromDay, untilDay }, { days, asOfDay })
  const campaignIds = [...new Set([...coupons, ...arms].map(({ campaignId }) => campaignId))].sort()
  return campaignIds.map((campaignId) => {
    const counts = coupons.find((each) => each.campaignId === campaignId) ?? { campaignId, issuedCount: 0, redeemedCount: 0, redeemedMinor: 0 }
    const side = (isHeldOut: boolean): ArmSample => arms.find((arm) => arm.campaignId === campaignId && arm.isHeldOut === isHeldOut) ?? nobody
    const [given, heldOut] = [side(false), side(true)]
    const measured = measureUplift(given, heldOut)
    const { verdict, ...uplift } = measured ?? { verdict: 'too-few' as const }
    return {
      ...counts, redemptionBasisPoints: counts.issuedCount === 0 ? 0 : Math.round((counts.redeemedCount * 10_000) / counts.issuedCount),
      given: spendOf(given), heldOut: spendOf(heldOut), verdict, ...('upliftMinor' in uplift ? { uplift } : {}),
    }
  })
}

function spendOf({ memberCount, meanMinor }: ArmSample): ArmSpend {
  return { memberCount, spendPerMemberMinor: Math.round(meanMinor) }
}

/** What the members of one side of a comparison spent each. */
export interface ArmSample {
  readonly memberCount: number
  readonly meanMinor: number
  /** Of what one member spent, in square minor units; the sample's own, with one degree of freedom less. */
  readonly variance: number
}

/** What giving a coupon brought, per member. */
export interface Uplift {
  /** Spent more by those who were given it; below zero for less. Whole minor units. */
  readonly upliftMinor: number
  /** It lies between these 95 times in a hundred. */
  readonly lowMinor: number
  readonly highMinor: number
  /** `not-told-apart`: it may as well have brought nothing. */
  readonly verdict: 'more' | 'less' | 'not-told-apart'
}

/** Fewer members than this on either side say nothing: one large shop would carry the mean. */
export const fewestMembers = 30

/** Standard errors on either side of the mean that hold 95 per cent of a normal distribution. */
const errorsOfNinetyFive = 1.96

/**
 * Compares members who were given a coupon with those who were held out by lot. The two were drawn apart before anything
 * was bought, so the difference of their means is what the coupon brought, within the error of both means.
 * @returns undefined when either side has too few members
 */
export function measureUplift(treated: ArmSample, heldOut: ArmSample): Uplift | undefined {
  if (Math.min(treated.memberCount, heldOut.memberCount) < fewestMembers) return undefined
  const difference = treated.meanMinor - heldOut.meanMinor
  const error = errorsOfNinetyFive * Math.sqrt(treated.variance / treated.memberCount + heldOut.variance / heldOut.memberCount)
  const [low, high] = [difference - error, difference + error]
  return { upliftMinor: Math.round(difference), lowMinor: Math.round(low), highMinor: Math.round(high), verdict: low > 0 ? 'more' : high < 0 ? 'less' : 'not-told-apart' }
}

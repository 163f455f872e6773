import { describe, expect, it } from 'vitest'
import { fewestMembers, measureUplift } from '../../src/analytics/measure-uplift.ts'

const arm = (memberCount: number, meanMinor: number, variance = 1_000_000) => ({ memberCount, meanMinor, variance })

describe('what a coupon brought', () => {
  it('is the difference of the means, with the error of both', () => {
    // 1.96 x sqrt(1000000 / 400 + 1000000 / 100) = 1.96 x 111.803 = 219.13
    expect(measureUplift(arm(400, 5000), arm(100, 4500))).toEqual({ upliftMinor: 500, lowMinor: 281, highMinor: 719, verdict: 'more' })
  })

  it.each([
    ['nothing that can be told apart', 5000, 4900, 'not-told-apart'],
    ['less than nothing', 4000, 5000, 'less'],
  ])('may be %s', (_, given, heldOut, verdict) => expect(measureUplift(arm(400, given), arm(100, heldOut))).toMatchObject({ verdict }))

  it('is not worked out from a handful of members, on either side', () => {
    expect(measureUplift(arm(10_000, 5000), arm(fewestMembers - 1, 1000))).toBeUndefined()
    expect(measureUplift(arm(fewestMembers - 1, 5000), arm(10_000, 1000))).toBeUndefined()
    expect(measureUplift(arm(fewestMembers, 5000, 0), arm(fewestMembers, 1000, 0))).toEqual({ upliftMinor: 4000, lowMinor: 4000, highMinor: 4000, verdict: 'more' })
  })

  it('is nothing when everybody spent the same', () => {
    expect(measureUplift(arm(50, 3000, 0), arm(50, 3000, 0))).toEqual({ upliftMinor: 0, lowMinor: 0, highMinor: 0, verdict: 'not-told-apart' })
  })
})

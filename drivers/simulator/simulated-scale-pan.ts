/** What a scale has on it, as its own electronics see it. */
export interface ScalePan {
  readonly grams: number
  /** What is left when this is taken off is the net weight; set by hand or by the till. */
  readonly tareGrams: number
  readonly isOutsideZero: boolean
  /** Puts goods on, or takes them off with zero; the pan swings for so many answers. Below zero: something was lifted that had been zeroed away. */
  put(grams: number, swingCount?: number): void
  tare(grams: number): void
  /** Zero has drifted so far that somebody must set it. */
  drift(): void
  /** @returns false when it is loaded or swinging: zero stays where it was */
  zero(): boolean
  /** One look by the electronics: a swing is over by and by. */
  look(): PanLook
  /** These goods were weighed. */
  take(): void
  readonly hasMovedSinceTaken: boolean
}

export type PanLook = { readonly kind: 'in-motion' | 'over-capacity' | 'under-zero' | 'outside-zero' } | { readonly kind: 'still'; readonly netGrams: number; readonly grossGrams: number }

/** So near to zero the scale sets itself to it. */
const zeroReachGrams = 100

export function openScalePan(capacityGrams: number): ScalePan {
  let grams = 0
  let tareGrams = 0
  let swingCount = 0
  let isOutsideZero = false
  let hasMoved = true
  return {
    get grams() {
      return grams
    },
    get tareGrams() {
      return tareGrams
    },
    get isOutsideZero() {
      return isOutsideZero
    },
    get hasMovedSinceTaken() {
      return hasMoved
    },
    put(next, swings = 0) {
      grams = next
      swingCount = swings
      hasMoved = true
    },
    tare: (next) => void (tareGrams = next),
    drift: () => void (isOutsideZero = true),
    zero() {
      if (swingCount > 0 || Math.abs(grams) > zeroReachGrams) return false
      grams = 0
      isOutsideZero = false
      return true
    },
    look() {
      if (swingCount > 0) {
        swingCount--
        return { kind: 'in-motion' }
      }
      if (isOutsideZero) return { kind: 'outside-zero' }
      if (grams > capacityGrams) return { kind: 'over-capacity' }
      if (grams < 0) return { kind: 'under-zero' }
      return { kind: 'still', netGrams: grams - tareGrams, grossGrams: grams }
    },
    take: () => void (hasMoved = false),
  }
}

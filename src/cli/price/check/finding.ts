/** One thing about an offer that somebody should look at before it goes out. */
export interface Finding {
  /** Position in the file, from 0. */
  readonly index: number
  /** Empty where the offer has none that can be read. */
  readonly offerId: string
  /** `reward.basisPoints` and so on. */
  readonly field: string
  readonly kind:
    /** The door would refuse it. */
    | 'contradiction'
    /** Lanes would leave it out and say so. */
    | 'unknown-kind'
    /** It can never do anything. */
    | 'dead'
    /** It can leave goods with nothing to pay. */
    | 'gives-away'
    /** Nobody can say what it may cost. */
    | 'unbounded'
    /** Two offers are taken for one, or one works twice. */
    | 'double'
  readonly problem: string
  readonly advice: string
}

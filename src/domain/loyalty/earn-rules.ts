/** Points for money paid. Spend is what is paid for the basket, rounded down to whole steps. */
export interface EarnRules {
  /** Points for every `perMinor` paid. */
  readonly points: number
  readonly perMinor: number
}

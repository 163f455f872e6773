import type { RedeemRule } from './loyalty-rules.ts'

/** Points and the money they stand for. */
export interface RedeemedPoints {
  readonly points: number
  readonly amountMinor: number
}

/**
 * The most a member can pay with points: whole steps, no more than she has, no more than is due.
 * @param balance below zero where she owes points
 * @returns undefined where that is nothing, or below the least that is taken
 */
export function mostRedeemable({ points, amountMinor, minimumPoints = points }: RedeemRule, { balance, dueMinor }: { readonly balance: number; readonly dueMinor: number }): RedeemedPoints | undefined {
  const steps = Math.min(Math.floor(balance / points), Math.floor(dueMinor / amountMinor))
  return steps < 1 || steps * points < minimumPoints ? undefined : { points: steps * points, amountMinor: steps * amountMinor }
}

/** Points for an amount, or undefined where it is no whole number of steps. */
export function pointsForAmount(rule: RedeemRule, amountMinor: number): number | undefined {
  return amountMinor > 0 && amountMinor % rule.amountMinor === 0 ? (amountMinor / rule.amountMinor) * rule.points : undefined
}

/** Whether so much can be paid with points: whole steps, not below the least, no more than she has and than is due. */
export function isRedeemable(rule: RedeemRule, amountMinor: number, { balance, dueMinor }: { readonly balance: number; readonly dueMinor: number }): boolean {
  return amountMinor > 0 && mostRedeemable(rule, { balance, dueMinor: Math.min(dueMinor, amountMinor) })?.amountMinor === amountMinor
}

import { z } from 'zod'

/** The letters without which a pattern says nothing of its kind. */
const neededLetters = {
  'price-label': ['I', 'P'],
  'weight-label': ['I', 'W'],
  'member-card': ['MU'],
  list: ['L'],
  receipt: ['R'],
  badge: ['B'],
} as const

/**
 * Layout of the retailer's own codes: see `OwnCode` for its letters. A verifier digit guards four or five digits
 * of a price, or of a weight where there is none; a check digit guards all in front of it.
 */
export const ownCode = z.object({
  kind: z.enum(['price-label', 'weight-label', 'member-card', 'list', 'receipt', 'badge']),
  pattern: z.string().regex(/^[0-9IPWVCMULRBN]{4,24}$/),
}).superRefine(({ kind, pattern }, context) => {
  const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['pattern'], message })
  for (const letters of neededLetters[kind]) {
    if (!Array.from(letters).some((letter) => pattern.includes(letter))) refuse(`a ${kind} needs ${Array.from(letters).join(' or ')}`)
  }
  if (/C.*C|^C|V.*V/.test(pattern)) refuse('C and V stand once at most, and C not at the front')
  const measure = pattern.includes('P') ? 'P' : 'W'
  if (pattern.includes('V') && ![4, 5].includes(pattern.split(measure).length - 1)) refuse('V guards four or five digits of P, or of W')
})

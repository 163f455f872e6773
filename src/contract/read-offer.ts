import { z } from 'zod'
import type { OfferId } from '../domain/ids.ts'
import type { Condition, ItemSet, Offer } from '../domain/offers/offer.ts'
import type { UnknownOffer } from '../domain/offers/unknown-offer.ts'
import { offer } from './offer.ts'
import { id, wording } from './values.ts'

/** What an offer's row of the feed is to this program. */
export type ReadOffer =
  | { readonly kind: 'known'; readonly offer: Offer }
  /** Of an unknown kind of reward, condition or activation, or with a field this program does not know and that may change what it gives: a newer program made it. */
  | { readonly kind: 'unknown'; readonly offer: UnknownOffer; readonly fields: readonly string[] }
  /** Of known kinds, and wrong. */
  | { readonly kind: 'malformed'; readonly issues: readonly z.core.$ZodIssue[] }

const kinds = {
  activation: new Set<string>(offer.shape.activation.options.map(({ shape }) => shape.kind.value)),
  condition: new Set<string>(offer.shape.condition.options.map(({ shape }) => shape.kind.value)),
  reward: new Set<string>(offer.shape.reward.options.map(({ shape }) => shape.kind.value)),
}
const named = z.looseObject({ kind: z.string().min(1).max(64) })
const rough = z.looseObject({ offerId: id<OfferId>(), activation: named, condition: named, reward: named })

/**
 * Reads an offer without refusing what a newer program may say: such a row is kept and shown, never guessed at and never
 * dropped. Once this program is updated the same row reads as known.
 */
export function readOffer(body: unknown): ReadOffer {
  const read = offer.safeParse(body)
  const strange = read.success ? strangeFields(body, read.data) : []
  if (read.success && strange.length === 0) return { kind: 'known', offer: read.data }
  const roughly = rough.safeParse(body)
  const unknownKinds = roughly.success ? (['activation', 'condition', 'reward'] as const).filter((field) => !kinds[field].has(roughly.data[field].kind)).map((field) => `${field}.kind`) : []
  const fields = [...strange, ...unknownKinds]
  if (!roughly.success || fields.length === 0) return { kind: 'malformed', issues: read.error?.issues ?? [] }
  const { offerId, activation, condition } = roughly.data
  const name = wording.safeParse(roughly.data['name'])
  const asked = offer.shape.condition.safeParse(condition)
  return {
    kind: 'unknown',
    fields,
    offer: { offerId, name: name.success ? name.data : { en: offerId }, activation: offer.shape.activation.safeParse(activation).data, sets: asked.success ? setsOf(asked.data) : undefined },
  }
}

/** Paths of what reading has left out. */
function strangeFields(body: unknown, read: unknown, path = ''): string[] {
  if (!isObject(body) || !isObject(read)) return []
  return Object.keys(body).flatMap((key) => (key in read ? strangeFields(body[key], read[key], `${path}${key}.`) : [path + key]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function setsOf(condition: Condition): ItemSet[] {
  switch (condition.kind) {
    case 'sets':
      return condition.parts.map(({ set }) => set)
    case 'basket':
      return []
    default:
      return [condition.set]
  }
}

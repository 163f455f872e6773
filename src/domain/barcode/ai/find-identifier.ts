import type { ApplicationIdentifier } from './application-identifier.ts'
import { assetsAndServices } from './assets-and-services.ts'
import { measuresAndMoney } from './measures-and-money.ts'
import { placesAndParties } from './places-and-parties.ts'
import { productDetails } from './product-details.ts'
import { tradeItems } from './trade-items.ts'

/** Every application identifier of GS1, each with its decimals and numbers written out. */
export const identifiers: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  [...tradeItems, ...measuresAndMoney, ...placesAndParties, ...productDetails, ...assetsAndServices].map((identifier) => [identifier.ai, identifier]),
)

/** The first two digits say how long an identifier is, whether or not it is given out. */
const lengthByStart: ReadonlyMap<string, number> = new Map(Array.from(identifiers.keys(), (ai) => [ai.slice(0, 2), ai.length]))

/** The identifier a text begins with, or undefined when GS1 has none there. */
export function findIdentifier(text: string): ApplicationIdentifier | undefined {
  return identifiers.get(text.slice(0, lengthByStart.get(text.slice(0, 2)) ?? 0))
}

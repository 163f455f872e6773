/** Items of one manufacturer as its coupons name them: by company prefix and three digits of its own. */
export interface ItemFamily {
  /** GS1 company prefix, six to twelve digits. */
  readonly companyPrefix: string
  readonly familyCode: string
}

interface FamilyMember {
  /** GTIN-14 that was sold. */
  readonly gtin?: string | undefined
  /** As the manufacturer gave them out. */
  readonly familyCodes?: readonly string[] | undefined
}

/**
 * True when an item belongs to a family.
 *
 * Zeros at the end sum families up: 310 means all of 310 to 319, 300 all of 300 to 399, and 000 every item of the
 * company, whether the store knows its family or not. An item sold without its GTIN belongs to nobody.
 *
 * Source: North American Coupon Application Guideline, release 2.0, chapter 8 (summary and super summary codes)
 */
export function isOfFamily({ gtin, familyCodes = [] }: FamilyMember, { companyPrefix, familyCode }: ItemFamily): boolean {
  if (gtin === undefined || !isOfCompany(gtin, companyPrefix)) return false
  const asked = familyCode.replace(/0+$/, '')
  return asked === '' || familyCodes.some((own) => own.startsWith(asked))
}

/** A prefix is written as it stands in thirteen digits, or in the twelve of a U.P.C., which lack a zero in front. GTIN-8 name no company. */
function isOfCompany(gtin: string, companyPrefix: string): boolean {
  if (gtin.length !== 14 || gtin.startsWith('000000')) return false
  return gtin.startsWith(companyPrefix, 1) || (gtin.startsWith('00') && gtin.startsWith(companyPrefix, 2))
}

import type { StoreSettings } from '../../contract/feed.ts'
import { demoOwnCodes } from '../../domain/barcode/own-codes.ts'
import type { TaxClassId } from '../../domain/ids.ts'
import { demoLogo } from './demo-logo.ts'
import { demoEarnRules, demoLoyalty } from './demo-loyalty.ts'

/** The demo store. Its secrets are made where it is installed and passed in. */
export function demoSettings(secrets: { readonly couponSecret: string; readonly memberSecret: string }): StoreSettings {
  return {
    storeId: 'demo',
    storeName: 'Lanewise Demo Market',
    receiptHeader: ['Lanewise Demo Market', 'Rua da Caixa 1, Lisboa', 'Open every day 8:00 to 21:00'],
    receiptFooter: ['Thank you, see you soon', 'Nothing here is really for sale'],
    language: 'en',
    timeZone: 'Europe/Lisbon',
    dayChangeMinute: 180,
    currency: { code: 'EUR', decimals: 2, symbol: '€' },
    taxClasses: [
      { taxClassId: 'a' as TaxClassId, name: 'VAT 23%', letter: 'A', rateBasisPoints: 2300, kind: 'included' },
      { taxClassId: 'b' as TaxClassId, name: 'VAT 6%', letter: 'B', rateBasisPoints: 600, kind: 'included' },
      { taxClassId: 'c' as TaxClassId, name: 'VAT 13%', letter: 'C', rateBasisPoints: 1300, kind: 'included' },
      { taxClassId: 'd' as TaxClassId, name: 'Eco levy 10%', letter: 'D', rateBasisPoints: 1000, kind: 'added' },
    ],
    earnRules: demoEarnRules,
    loyalty: demoLoyalty,
    ownCodes: demoOwnCodes.map((code) => ({ ...code })),
    couponSecret: secrets.couponSecret,
    memberSecret: secrets.memberSecret,
    nextVisit: { validDays: 21, minimumDueMinor: 1000 },
    logo: demoLogo,
  }
}

import { describe, expect, it } from 'vitest'
import { isOfFamily } from '../../../src/domain/catalog/item-family.ts'

const soap = { gtin: '09521234500018', familyCodes: ['312'] }

describe('an item of a manufacturer', () => {
  it.each([
    ['its own family', { companyPrefix: '9521234', familyCode: '312' }, true],
    ['another family of the same ten', { companyPrefix: '9521234', familyCode: '311' }, false],
    ['the ten it belongs to', { companyPrefix: '9521234', familyCode: '310' }, true],
    ['another ten', { companyPrefix: '9521234', familyCode: '320' }, false],
    ['the hundred it belongs to', { companyPrefix: '9521234', familyCode: '300' }, true],
    ['another hundred', { companyPrefix: '9521234', familyCode: '400' }, false],
    ['everything of the company', { companyPrefix: '9521234', familyCode: '000' }, true],
    ['everything of a company with a longer prefix', { companyPrefix: '952123450', familyCode: '000' }, true],
    ['everything of another company', { companyPrefix: '9521239', familyCode: '000' }, false],
  ])('%s', (_, family, belongs) => expect(isOfFamily(soap, family)).toBe(belongs))

  it.each([
    ['without family codes belongs to everything of its company', { gtin: '09521234500018' }, { companyPrefix: '9521234', familyCode: '000' }, true],
    ['without family codes belongs to no family', { gtin: '09521234500018' }, { companyPrefix: '9521234', familyCode: '300' }, false],
    ['of several families belongs to each', { gtin: '09521234500018', familyCodes: ['101', '312'] }, { companyPrefix: '9521234', familyCode: '310' }, true],
    ['sold without its GTIN belongs to nobody', { gtin: '', familyCodes: ['312'] }, { companyPrefix: '9521234', familyCode: '000' }, false],
    ['with a U.P.C. is named by its prefix in thirteen digits', { gtin: '00614141000036' }, { companyPrefix: '0614141', familyCode: '000' }, true],
    ['with a U.P.C. is named by its prefix in twelve digits', { gtin: '00614141000036' }, { companyPrefix: '614141', familyCode: '000' }, true],
    ['with an EAN-8 names no company', { gtin: '00000095212345' }, { companyPrefix: '000000', familyCode: '000' }, false],
    ['in a case belongs to its company', { gtin: '19521234500015' }, { companyPrefix: '9521234', familyCode: '000' }, true],
  ])('%s', (_, item, family, belongs) => expect(isOfFamily(item, family)).toBe(belongs))
})

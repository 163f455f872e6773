import { describe, expect, it } from 'vitest'
import { dictionaries } from '../../renderer/wording/dictionaries.ts'
import { speakerFor } from '../../renderer/wording/speaker.ts'
import { idleView } from '../support/renderer-views.ts'

const euro = { code: 'EUR', decimals: 2, symbol: '€' } as const
const english = speakerFor('en', euro)
const chinese = speakerFor('zh', euro)

const gaps = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

function sentences(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`))
}

describe('wording', () => {
  it('has every sentence in both languages, with the same gaps', () => {
    const zh = new Map(sentences(dictionaries.zh))
    const differing = sentences(dictionaries.en).filter(([path, sentence]) => !zh.get(path) || gaps(zh.get(path) ?? '').join() !== gaps(sentence).join())
    expect(differing).toEqual([])
    expect(zh.size).toBe(sentences(dictionaries.en).length)
  })

  it('keeps every title short enough for the strip', () => {
    const long = Object.entries(dictionaries.en.messages).filter(([, { title, detail }]) => title.length > 34 || detail.length > 80)
    expect(long).toEqual([])
  })

  it.each([
    ['unknown-code', { code: '9521234567895' }, 'Code not found', '9521234567895 · set it aside, keep scanning'],
    ['coupon-expired', { date: '2026-09-30' }, 'Coupon has expired', 'It was valid until 30\u00a0Sept\u00a02026'],
    ['card-over-due', { dueMinor: 4669 }, 'Too much for the card', 'At most 46.69. Nothing was taken'],
    ['unreadable', { reason: 'check-digit', code: '952' }, 'Scan it again', 'Check digit of 952 is wrong. Scan again or type it'],
    ['unreadable', { reason: 'something-new' }, 'Scan it again', 'The code did not read cleanly'],
    ['age-check', { ageYears: 18, bornOnOrBefore: '2008-10-15', name: 'Red wine' }, '18+ · check ID', 'Red wine. Born on or before 15\u00a0Oct\u00a02008'],
    ['coupon-presented', { name: { en: '€5 off', zh: '减5元' } }, 'Coupon taken', '€5 off'],
    ['item-expired', { name: { en: 'Fresh pasta' }, date: '2026-11-01' }, 'Past its date. Not sold', 'Fresh pasta was good until 1\u00a0Nov\u00a02026'],
    ['member-attached', { name: 'Ana F.', done: 8, total: 12 }, 'Ana F.', '8 of 12 on list. Earlier items are priced again'],
    ['member-attached', { name: 'Ana F.', done: 0, total: 0 }, 'Ana F.', 'No list this fortnight. Earlier items are priced again'],
    ['device-lost', { device: 'scanner' }, 'Scanner lost', 'Type the code. Ctrl+D: what to do'],
    ['crm-token-refused', { detail: 'wrong token' }, 'Head office refuses this lane', 'Keep selling. Tell the office: wrong token'],
    ['storage-failed', { reason: 'full', detail: 'The disk is full.' }, 'Nothing was saved. Stop selling', 'The disk is full. Call the office'],
    ['code-of-a-newer-lane', {}, 'The lane says: code-of-a-newer-lane', 'Tell the office if it comes again'],
    ['toString', {}, 'The lane says: toString', 'Tell the office if it comes again'],
  ])('says %s with %j', (code, data, title, detail) => {
    expect(english.message({ code, data }, idleView.devices)).toEqual({ title, detail })
  })

  it('words devices and dates in the screen’s language', () => {
    expect(chinese.message({ code: 'device-lost', data: { device: 'printer' } }, idleView.devices)).toEqual({ title: '打印机断开', detail: '可继续收银，小票保留稍后打印。Ctrl+D 查看处理方法' })
    expect(chinese.say('validUntil', { expiresOn: '2026-11-05' })).toBe('印在小票上，2026年11月5日前有效')
  })

  it('says a name in the screen’s language, and in English where the store has no other', () => {
    expect(chinese.message({ code: 'coupon-presented', data: { name: { en: '€5 off', zh: '减5元' } } }).detail).toBe('减5元')
    expect(chinese.name({ en: 'Basil, pot' })).toBe('Basil, pot')
  })

  it('leaves a gap without data empty and never shows a brace', () => {
    expect(english.say('hello')).toBe('Hello')
  })
})

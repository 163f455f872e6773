import { describe, expect, it, test } from 'vitest'
import { holdoutDraw, memberKey, normalisePhone, phoneForms } from '../../src/contract/keyed-hash.ts'

test.each([
  ['+351 912 000 001', ['351912000001', '912000001']],
  ['+86-138 0000 0001', ['8613800000001', '13800000001']],
  ['0912 000-001', ['912000001']],
  ['12345', []],
  ['no number', []],
])('a member known as %s is found by %j', (phone, forms) => {
  expect(phoneForms(phone)).toEqual(forms)
})

test('what she says at the lane leads to one of the keys the CRM filed', () => {
  const filed = phoneForms('+351 912 000 001').map((digits) => memberKey('secret of the chain', 'phone', digits))
  for (const said of ['912000001', '912 000 001', '+351912000001', '00351 912000001']) {
    expect(filed, said).toContain(memberKey('secret of the chain', 'phone', normalisePhone(said) ?? ''))
  }
})

test('another secret leads nowhere', () => {
  expect(memberKey('one', 'card', '0000004821')).not.toBe(memberKey('two', 'card', '0000004821'))
})

describe('who is held out', () => {
  const members = Array.from({ length: 4_000 }, (_, index) => `member-${index}`)
  const heldOut = (campaignId: string, share: number, secret = 'a secret of a chain') => new Set(members.filter((memberId) => holdoutDraw(secret, campaignId, memberId) < share))

  it('is the same every time, and about the share that was asked for', () => {
    expect(heldOut('spring', 1000)).toEqual(heldOut('spring', 1000))
    expect(heldOut('spring', 1000).size).toBeGreaterThan(340)
    expect(heldOut('spring', 1000).size).toBeLessThan(460)
    expect([heldOut('spring', 0).size, heldOut('spring', 10_000).size]).toEqual([0, members.length])
  })

  it('is someone else in another campaign or another chain, and stays in when the share grows', () => {
    const [spring, autumn, elsewhere, more] = [heldOut('spring', 1000), heldOut('autumn', 1000), heldOut('spring', 1000, 'the secret of another'), heldOut('spring', 2000)]
    const shared = (other: ReadonlySet<string>): number => [...spring].filter((memberId) => other.has(memberId)).length
    expect(shared(autumn)).toBeLessThan(80)
    expect(shared(elsewhere)).toBeLessThan(80)
    expect(shared(more)).toBe(spring.size)
  })
})

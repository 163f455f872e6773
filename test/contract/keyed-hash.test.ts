import { expect, test } from 'vitest'
import { memberKey, normalisePhone, phoneForms } from '../../src/contract/keyed-hash.ts'

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

import { expect, it } from 'vitest'
import { isNearBirthday } from '../../../src/domain/loyalty/birthday.ts'

const week = { daysBefore: 3, daysAfter: 3 }

it.each([
  ['on the day itself', '11-22', '2026-11-22', true],
  ['three days before', '11-25', '2026-11-22', true],
  ['four days before', '11-26', '2026-11-22', false],
  ['three days after', '11-19', '2026-11-22', true],
  ['four days after', '11-18', '2026-11-22', false],
  ['over the turn of the year, after', '12-30', '2027-01-02', true],
  ['over the turn of the year, before', '01-02', '2026-12-30', true],
  ['29 February in a leap year', '02-29', '2028-02-29', true],
  ['29 February is kept on the 28th in a common year', '02-29', '2027-02-25', true],
  ['and four days before that it is not', '02-29', '2027-02-24', false],
  ['three days after the 28th', '02-29', '2027-03-03', true],
  ['and four days after it is not', '02-29', '2027-03-04', false],
])('a birthday is near %s', (_, birthday, day, near) => {
  expect(isNearBirthday(birthday, day, week)).toBe(near)
})

it('a birthday may be its day alone', () => {
  const alone = { daysBefore: 0, daysAfter: 0 }
  expect(['2026-11-21', '2026-11-22', '2026-11-23'].map((day) => isNearBirthday('11-22', day, alone))).toEqual([false, true, false])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LineId, PaymentId, TenderId } from '../../../src/domain/ids.ts'
import { apply } from '../../../src/domain/sale/apply.ts'
import type { PaymentEnd, SaleCommand } from '../../../src/domain/sale/commands.ts'
import type { CardReceipt } from '../../../src/domain/sale/facts.ts'
import { noSale, paidMinor, type Sale } from '../../../src/domain/sale/sale.ts'
import { add, anItem, ringUp } from '../../support/sale.ts'

const yoghurt = add(anItem())
const pay: SaleCommand = { kind: 'open-tender' }
const card: CardReceipt = { cardName: 'Debit Mastercard', maskedPan: '************4771', terminalId: '52500042', traceNumber: 470, terminalReceipt: 470 }
const ask = (amountMinor: number, id = 'p1'): SaleCommand => ({ kind: 'ask-payment', paymentId: id as PaymentId, afterTrace: 469, amountMinor })
const end = (how: PaymentEnd, id = 'p1'): SaleCommand => ({ kind: 'end-payment', paymentId: id as PaymentId, end: how })
const made: PaymentEnd = { kind: 'made', card }
const notMade: PaymentEnd = { kind: 'not-made', detail: 'declined' }
const unknown: PaymentEnd = { kind: 'unknown', detail: 'cut' }
const kinds = (facts: readonly { readonly kind: string }[]): string[] => facts.map((fact) => fact.kind)

describe('a card payment', () => {
  test('is asked for first, and completes the sale with its tender in one step', () => {
    const before = ringUp([yoghurt, pay, ask(189)])
    expect(before.facts.at(-1)).toEqual({ kind: 'payment-asked', saleId: 'sale-1', paymentId: 'p1', amountMinor: 189, afterTrace: 469, askedAt: '2026-11-22T14:32:00.000Z' })
    const { sale, facts } = ringUp([end(made)], before.sale)
    expect(kinds(facts)).toEqual(['payment-ended', 'tender-taken', 'sale-completed'])
    expect(sale).toMatchObject({ kind: 'completed', completed: { changeMinor: 0, tenders: [{ tenderKind: 'card', amountMinor: 189, card }] } })
  })

  test('of a part leaves the rest for cash', () => {
    const { sale } = ringUp([yoghurt, pay, ask(100), end(made), { kind: 'take-tender', tenderKind: 'cash', amountMinor: 100 }])
    expect(sale).toMatchObject({ kind: 'completed', completed: { changeMinor: 11, tenders: [{ tenderKind: 'card' }, { tenderKind: 'cash' }] } })
  })

  test('that was not made leaves the sale as it was, and the next try is another payment', () => {
    const { sale, refusals } = ringUp([yoghurt, pay, ask(189), end(notMade), ask(189, 'p2'), end(made, 'p2')])
    expect(refusals).toEqual([])
    expect(sale.kind).toBe('completed')
  })

  test.each([
    ['more than is due', ask(190), { refused: 'card-over-due', dueMinor: 189 }],
    ['nothing', ask(0), { refused: 'amount-not-positive' }],
  ])('of %s is refused', (_what, command, refusal) => {
    expect(ringUp([yoghurt, pay, command]).refusals).toEqual([refusal])
  })

  test('before payment is open is refused', () => {
    expect(ringUp([yoghurt, ask(100)]).refusals).toEqual([{ refused: 'not-being-paid' }])
  })
})

const everythingElse: readonly SaleCommand[] = [
  yoghurt, ask(1, 'p2'), { kind: 'take-tender', tenderKind: 'cash', amountMinor: 189 }, { kind: 'take-tender', tenderKind: 'card-confirmed', amountMinor: 189 },
  { kind: 'leave-tender' }, { kind: 'void-sale' }, { kind: 'suspend' }, { kind: 'undo-last' }, { kind: 'void-line', lineId: '1' as LineId }, { kind: 'detach-member' }, { kind: 'return-tender', tenderId: 't2' as TenderId },
]

describe('while the terminal has not said how it ended', () => {
  test.each([
    ['running', [ask(89)], 'payment-open'],
    ['unknown', [ask(89), end(unknown)], 'payment-unknown'],
  ] as const)('nothing else happens to the sale (%s)', (_state, commands, refused) => {
    const before = ringUp([yoghurt, pay, { kind: 'take-tender', tenderKind: 'cash', amountMinor: 50 }, ...commands])
    for (const command of everythingElse) {
      const after = ringUp([command], before.sale)
      expect(after.refusals, command.kind).toEqual([{ refused }])
      expect(after.sale).toBe(before.sale)
    }
  })

  test('a running payment is not settled by looking at the terminal', () => {
    expect(ringUp([yoghurt, pay, ask(189), { kind: 'settle-payment', paid: true }]).refusals).toEqual([{ refused: 'payment-open' }])
  })

  test('unknown is said once, however often it is found unknown', () => {
    expect(kinds(ringUp([yoghurt, pay, ask(189), end(unknown), end(unknown)]).facts).filter((kind) => kind === 'payment-unknown').length).toBe(1)
  })

  test('an answer to another payment changes nothing', () => {
    expect(ringUp([yoghurt, pay, ask(189), end(made, 'p9')]).refusals).toEqual([{ refused: 'payment-not-open' }])
  })
})

describe('an unknown payment that a person settles', () => {
  test.each([
    [true, ['payment-ended', 'tender-taken', 'sale-completed']],
    [false, ['payment-ended']],
  ])('paid: %s, and the journal says who decided', (paid, expected) => {
    const before = ringUp([yoghurt, pay, ask(189), end(unknown)])
    const { facts } = ringUp([{ kind: 'settle-payment', paid }], before.sale)
    expect(kinds(facts)).toEqual(expected)
    expect(facts[0]).toMatchObject({ outcome: paid ? 'approved' : 'not-made', settledBy: 'maria' })
    if (paid) expect(facts[1]).toMatchObject({ tender: { tenderKind: 'card-confirmed', amountMinor: 189 } })
  })
})

describe('a card tender that is given back', () => {
  const partly = ringUp([yoghurt, pay, ask(100), end(made)])
  const tenderId = partly.sale.kind === 'tendering' ? (partly.sale.tenders[0]?.tenderId ?? ('' as TenderId)) : ('' as TenderId)
  const giveBack: SaleCommand = { kind: 'return-tender', tenderId, reversal: { paymentId: 'r1' as PaymentId, afterTrace: 470 } }

  test('is given back by the terminal, and is there until the terminal has done so', () => {
    const asked = ringUp([giveBack], partly.sale)
    expect(asked.facts).toEqual([{ kind: 'reversal-asked', saleId: 'sale-1', tenderId, amountMinor: 100, askedAt: '2026-11-22T14:32:00.000Z', paymentId: 'r1', afterTrace: 470 }])
    expect(asked.sale).toMatchObject({ tenders: [{ tenderId }] })
    const { sale, facts } = ringUp([end(made, 'r1')], asked.sale)
    expect(kinds(facts)).toEqual(['reversal-ended', 'tender-returned'])
    expect(sale).toMatchObject({ kind: 'tendering', tenders: [] })
  })

  test('stays where the terminal did not give it back', () => {
    expect(ringUp([giveBack, end(notMade, 'r1')], partly.sale).sale).toMatchObject({ tenders: [{ tenderId }] })
  })

  test.each([[true, 1], [false, 0]])('of an unknown end is settled: paid %s leaves %i tenders', (paid, count) => {
    const { sale } = ringUp([giveBack, end(unknown, 'r1'), { kind: 'settle-payment', paid }], partly.sale)
    expect(sale.kind === 'tendering' && sale.tenders.length).toBe(count)
  })

  test('is refused without a terminal', () => {
    expect(ringUp([{ kind: 'return-tender', tenderId }], partly.sale).refusals).toEqual([{ refused: 'terminal-away' }])
  })
})

test('whatever is asked in whatever order: money in the sale is what was made less what was given back, and replay agrees', () => {
  const command = fc.oneof(
    fc.constantFrom<SaleCommand>(yoghurt, pay, { kind: 'leave-tender' }, { kind: 'take-tender', tenderKind: 'cash', amountMinor: 30 }, { kind: 'settle-payment', paid: true }, { kind: 'settle-payment', paid: false }),
    fc.tuple(fc.integer({ min: 1, max: 120 }), fc.constantFrom('p1', 'p2')).map(([amountMinor, id]) => ask(amountMinor, id)),
    fc.tuple(fc.constantFrom(made, notMade, unknown), fc.constantFrom('p1', 'p2', 'r1')).map(([how, id]) => end(how, id)),
    fc.constantFrom('t3', 't5', 't7').map((tenderId): SaleCommand => ({ kind: 'return-tender', tenderId: tenderId as TenderId, reversal: { paymentId: 'r1' as PaymentId } })),
  )
  fc.assert(
    fc.property(fc.array(command, { minLength: 4, maxLength: 30 }), (commands) => {
      const { sale, facts } = ringUp([yoghurt, pay, ...commands])
      const taken = facts.flatMap((fact) => (fact.kind === 'tender-taken' ? [fact.tender] : []))
      const returned = new Set<string>(facts.flatMap((fact) => (fact.kind === 'tender-returned' ? [fact.tenderId] : [])))
      const kept = paidMinor(taken.filter((tender) => !returned.has(tender.tenderId)))
      const inSale = sale.kind === 'tendering' ? paidMinor(sale.tenders) : sale.kind === 'completed' ? paidMinor(sale.completed.tenders) : 0
      expect(inSale).toBe(kept)
      expect(facts.reduce<Sale>(apply, noSale)).toEqual(sale)
      expect(taken.filter((tender) => tender.tenderKind === 'card').length).toBe(facts.filter((fact) => fact.kind === 'payment-ended' && fact.outcome === 'approved' && fact.settledBy === undefined).length)
    }),
    { seed: 3, numRuns: 400 },
  )
})

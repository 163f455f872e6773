import { assert } from '../../domain/assert.ts'
import { checkDigit } from '../../domain/barcode/check-digit.ts'
import { demoOwnCodes, writeOwnCode } from '../../domain/barcode/own-codes.ts'
import type { OwnCode } from '../../domain/barcode/identified.ts'
import { grossOf } from '../../domain/basket/line.ts'
import type { Item } from '../../domain/catalog/item.ts'
import { demoItems } from './demo-items.ts'
import { type DemoMember, demoMembers } from './demo-members.ts'

/** Something a person can hold to the simulated scanner or reader, or type. */
export interface DemoThing {
  readonly group: 'items' | 'weighed' | 'age' | 'members' | 'lists' | 'coupons' | 'trouble'
  readonly label: string
  /** What the scanner or reader sends, or what the cashier types. */
  readonly text: string
  readonly how: 'scan' | 'swipe' | 'type'
}

/** A list as the CRM's feed brings it. */
export interface DemoList {
  readonly memberId: string
  /** Digits inside its barcode. */
  readonly number: string
}

const itemIds: readonly string[] = [
  'whole-milk-1-l', 'greek-yoghurt-500-g', 'butter-unsalted-250-g', 'free-range-eggs-12', 'wholegrain-bread-800-g', 'ground-coffee-250-g', 'oat-flakes-500-g',
  'spaghetti-no-5-500-g', 'penne-500-g', 'olive-oil-extra-virgin-75-cl', 'tuna-in-olive-oil-3-x-80-g', 'sparkling-water-6-x-1-5-l', 'orange-juice-1-l', 'cola-1-5-l',
  'dark-chocolate-70-100-g', 'crisps-salted-170-g', 'pizza-margherita-350-g', 'dishwasher-tablets-40', 'shampoo-daily-400-ml', 'toilet-paper-12-rolls',
  'jasmine-rice-1-kg', 'infant-formula-stage-1-800-g', 'daily-newspaper', 'carrier-bag',
]

const weighings: readonly { readonly itemId: string; readonly grams: number; readonly label: 'weight-label' | 'price-label' }[] = [
  { itemId: 'bananas-loose', grams: 1142, label: 'weight-label' },
  { itemId: 'tomatoes-on-the-vine', grams: 912, label: 'weight-label' },
  { itemId: 'chicken-breast-fillet', grams: 684, label: 'price-label' },
  { itemId: 'island-cheese-cut', grams: 315, label: 'price-label' },
  { itemId: 'apples-gala-loose', grams: 1005, label: 'weight-label' },
]

/** Coupons of Suavela, who makes all personal care: the digits of AI 8110 behind the separator that a scanner sends first. */
const coupons: readonly DemoThing[] = [
  { group: 'coupons', label: 'Suavela: 0.75 off shampoo or conditioner', text: '\u001d81100952220000001275110110', how: 'scan' },
  { group: 'coupons', label: 'Suavela: 1 of 2 from bath and body free', text: '\u001d811009522200000021012012091001', how: 'scan' },
  { group: 'coupons', label: 'Suavela: ended', text: '\u001d811009522200000032751100003240101', how: 'scan' },
]

/** The members whose cards and lists are laid out: the first of each sort of household. */
const shownMemberCount = 5

/**
 * Everything the simulator panel offers, in the order it shows it.
 * @param lists the lists in force; a member without one simply has no list to scan
 */
export function demoThings(lists: readonly DemoList[]): DemoThing[] {
  const shown = [...demoMembers.slice(0, shownMemberCount), ...demoMembers.filter((member) => member.language === 'zh').slice(0, 1)]
  return [
    ...itemIds.map((itemId) => scanned('items', itemOf(itemId))),
    ...weighings.map(weighedThing),
    ...['red-wine-alentejo-75-cl', 'lager-6-x-33-cl'].map((itemId) => scanned('age', itemOf(itemId))),
    ...shown.flatMap((member) => memberThings(member)),
    ...shown.flatMap((member) => listThings(member, lists)),
    ...coupons,
    ...troubles(),
  ]
}

function itemOf(itemId: string): Item {
  const item = demoItems.find((each) => each.itemId === itemId)
  assert(item !== undefined, `the demo store does not sell ${itemId}`)
  return item
}

function scanned(group: DemoThing['group'], item: Item): DemoThing {
  const [gtin] = item.gtins
  assert(gtin !== undefined, `${item.itemId} has no code of its own`)
  return { group, label: item.name.en, text: gtin.slice(1), how: 'scan' }
}

function weighedThing({ itemId, grams, label }: (typeof weighings)[number]): DemoThing {
  const item = itemOf(itemId)
  const priceMinor = grossOf(item.prices.at(-1)?.priceMinor ?? 0, { kind: 'weight', grams })
  return { group: 'weighed', label: `${item.name.en}, ${grams} g`, text: ownCode(label, { I: item.plu ?? '', W: grams, P: priceMinor }), how: 'scan' }
}

function memberThings(member: DemoMember): DemoThing[] {
  const name = shortName(member)
  const card = ownCode('member-card', { M: member.cardNumber })
  return [
    { group: 'members', label: `${name}, card`, text: card, how: 'scan' },
    { group: 'members', label: `${name}, card through the reader`, text: card, how: 'swipe' },
    { group: 'members', label: `${name}, phone`, text: member.phone.replaceAll(' ', ''), how: 'type' },
  ]
}

function listThings(member: DemoMember, lists: readonly DemoList[]): DemoThing[] {
  return lists.filter((list) => list.memberId === member.memberId).map((list) => ({ group: 'lists', label: `Shopping list of ${shortName(member)}`, text: ownCode('list', { L: list.number }), how: 'scan' }))
}

function shortName({ firstName, lastName }: DemoMember): string {
  return `${firstName} ${lastName.slice(0, 1)}.`
}

/** Codes that must not end in a sale line, each with a message of its own. */
function troubles(): DemoThing[] {
  const unknown = '952990000999'
  const milk = scanned('items', itemOf('whole-milk-1-l')).text
  return [
    { group: 'trouble', label: 'Unknown item', text: unknown + checkDigit(unknown), how: 'scan' },
    { group: 'trouble', label: 'Wrong check digit', text: milk.slice(0, -1) + String((Number(milk.slice(-1)) + 1) % 10), how: 'scan' },
    { group: 'trouble', label: 'Half a code', text: milk.slice(0, 7), how: 'scan' },
    { group: 'trouble', label: 'Unknown club card', text: ownCode('member-card', { M: '9999999999' }), how: 'scan' },
  ]
}

function ownCode(kind: OwnCode['kind'], values: Parameters<typeof writeOwnCode>[1]): string {
  const own = demoOwnCodes.find((code) => code.kind === kind)
  assert(own !== undefined, `the demo store has no code for a ${kind}`)
  return writeOwnCode(own.pattern, values)
}

import type { MemberId } from '../../domain/ids.ts'

/** Something about a household that decides which shelves it visits at all. */
export type DemoTrait = 'baby' | 'cat' | 'dog' | 'cellar' | 'wok' | 'press'

/** One member of the demo store, and enough of the household to invent a history. */
export interface DemoMember {
  readonly memberId: MemberId
  readonly firstName: string
  readonly lastName: string
  readonly phone: string
  /** Ten digits, as the card pattern of the demo store leaves them. */
  readonly cardNumber: string
  /** Year. */
  readonly memberSince: string
  readonly tier: 'classic' | 'silver' | 'gold'
  readonly language?: 'zh'
  /** The year is invented like the rest. */
  readonly birthDate: string
  /** Last day of a membership that is paid for. */
  readonly paidUntilDay?: string
  readonly peopleCount: number
  readonly traits: readonly DemoTrait[]
  /** When given, these alone are the household's habits. */
  readonly favourites?: readonly string[]
}

/** The first member, whom demonstrations and screenshots show, buys what everybody knows. */
const favouritesOfAna: readonly string[] = [
  'whole-milk-1-l', 'greek-yoghurt-500-g', 'wholegrain-bread-800-g', 'bananas-loose', 'tomatoes-on-the-vine', 'ground-coffee-250-g', 'free-range-eggs-12',
  'spaghetti-no-5-500-g', 'oat-flakes-500-g', 'butter-unsalted-250-g', 'chicken-breast-fillet', 'sparkling-water-6-x-1-5-l', 'olive-oil-extra-virgin-75-cl',
]

type Row = readonly [firstName: string, lastName: string, since: number, tier: DemoMember['tier'], peopleCount: number, ...traits: readonly DemoTrait[]]

const rows: readonly Row[] = [
  ['Ana', 'Farolim', 2019, 'gold', 3, 'cat'],
  ['Bento', 'Marmelar', 2020, 'silver', 2, 'dog', 'cellar'],
  ['Carla', 'Pinhoeira', 2018, 'gold', 4, 'baby'],
  ['Duarte', 'Salgueirinho', 2022, 'classic', 1, 'press'],
  ['Elvira', 'Montepedra', 2019, 'silver', 2, 'cellar', 'press'],
  ['Fausto', 'Riachuelo', 2023, 'classic', 1],
  ['Graça', 'Velasombra', 2021, 'silver', 5, 'dog'],
  ['Hugo', 'Tangerim', 2024, 'classic', 2, 'baby'],
  ['Irene', 'Campolargo', 2017, 'gold', 3, 'cat', 'cellar'],
  ['Jaime', 'Ventaneira', 2020, 'classic', 4],
  ['Lídia', 'Cordovil', 2021, 'silver', 2, 'cat'],
  ['Manel', 'Barcarena', 2019, 'classic', 1, 'cellar'],
  ['Nélia', 'Trigalfa', 2022, 'silver', 4, 'baby', 'dog'],
  ['Otávio', 'Luarim', 2023, 'classic', 2],
  ['Paula', 'Serradela', 2018, 'gold', 5],
  ['Quim', 'Estorninho', 2021, 'classic', 1, 'dog', 'press'],
  ['Rosa', 'Amendoal', 2020, 'silver', 3],
  ['Simão', 'Carrapeta', 2024, 'classic', 1, 'wok'],
  ['Telma', 'Brisamar', 2019, 'gold', 4, 'cat'],
  ['Ulisses', 'Nortada', 2022, 'classic', 2, 'cellar'],
  ['Vera', 'Pedralva', 2021, 'silver', 2],
  ['Xavier', 'Moinhola', 2020, 'classic', 3, 'baby'],
  ['Zélia', 'Fontearcada', 2018, 'gold', 2, 'press', 'cellar'],
  ['Mingyue', 'Sangzi', 2020, 'gold', 3, 'wok'],
  ['Xiaohe', 'Qingtan', 2021, 'silver', 4, 'wok', 'baby'],
  ['Yulan', 'Baihe', 2022, 'classic', 2, 'wok'],
  ['Zhuyin', 'Songlin', 2023, 'classic', 1, 'wok'],
  ['Lanxi', 'Heyuan', 2019, 'silver', 5, 'wok'],
  ['Alba', 'Greenmarch', 2023, 'classic', 2, 'dog'],
  ['Basil', 'Otterwick', 2022, 'classic', 1, 'cellar'],
  ['Coral', 'Fennimoor', 2021, 'silver', 3],
  ['Dorian', 'Applethwick', 2020, 'classic', 2, 'cat'],
  ['Edda', 'Lindenfrost', 2024, 'classic', 1],
  ['Flora', 'Marschwind', 2019, 'silver', 4, 'dog'],
  ['Gino', 'Pratofiorito', 2022, 'classic', 3, 'cellar'],
  ['Hedy', 'Sternfels', 2023, 'classic', 2, 'cat'],
  ['Ilja', 'Birkensee', 2021, 'silver', 2, 'wok'],
  ['Juno', 'Hazelbrook', 2024, 'classic', 5, 'baby'],
  ['Kaspar', 'Winterhaven', 2020, 'gold', 4, 'dog', 'cellar'],
  ['Luzia', 'Almarinho', 2018, 'silver', 3, 'press'],
]

/** Households that are greeted in Chinese. */
const readsChinese: ReadonlySet<string> = new Set(['Sangzi', 'Qingtan', 'Baihe', 'Songlin', 'Heyuan'])

/** Forty invented people; their telephone numbers are national ones, as a cashier keys them, in the style of made-up ones. */
export const demoMembers: readonly DemoMember[] = rows.map(([firstName, lastName, since, tier, peopleCount, ...traits], index) => ({
  memberId: `demo-member-${String(index + 1).padStart(2, '0')}` as MemberId,
  firstName,
  lastName,
  phone: `900 000 ${String(101 + index)}`,
  cardNumber: String(1_000_004_821 + index * 1_307),
  memberSince: String(since),
  tier,
  ...(readsChinese.has(lastName) && { language: 'zh' as const }),
  // Spread over the year, the last of them born on a 29 February.
  birthDate: index === rows.length - 1 ? '1984-02-29' : `${1960 + index}-${String((index % 12) + 1).padStart(2, '0')}-${String(((index * 7) % 28) + 1).padStart(2, '0')}`,
  ...(index % 5 === 2 && { paidUntilDay: '2099-12-31' }),
  peopleCount,
  traits,
  ...(index === 0 && { favourites: favouritesOfAna }),
}))

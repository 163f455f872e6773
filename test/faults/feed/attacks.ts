import type { SignedFeed } from '../../../src/contract/signed-feed.ts'
import { newSigningKey, openSigner, type SignedText } from '../../../src/contract/signing.ts'
import type { DemoRandom } from '../../../src/crm/demo/demo-random.ts'
import type { PlayedFeed } from '../../support/played-feed.ts'

/** What stands between the lane and head office in one attack: honest in everything it does not change. */
export interface Attack {
  /** As in "… was taken". */
  readonly name: string
  /** True where it needs the lane to fetch everything anew. */
  readonly isOnLoading: boolean
  between(office: PlayedFeed, random: DemoRandom, past: Past): SignedFeed
}

/** What the attacker has written down: answers that never reached the lane. */
export interface Past {
  readonly page: SignedText
  readonly manifest: SignedText
}

const stranger = newSigningKey()

/** The signed answer of one kind, changed. */
function changing(name: 'news' | 'page' | 'manifest', change: (signed: SignedText, random: DemoRandom) => SignedText): Attack['between'] {
  return (office, random) => ({ ...office, [name]: async (asked: never) => change(await office[name](asked), random) })
}

/** A page that head office itself would have signed by mistake. */
function mistaken(change: (page: { topic: string; next: { change: number }; changes: { change: number }[] }) => object): Attack['between'] {
  return (office) => ({ ...office, page: async (asked) => openSigner(office.key)(JSON.stringify(change(JSON.parse((await office.page(asked)).text) as never))) })
}

const dearer = ({ text, ...rest }: SignedText): SignedText => ({ ...rest, text: text.replace(/"priceMinor":\d+/, '"priceMinor":1') })

/** Another byte somewhere in the text. */
function flip({ text, ...rest }: SignedText, random: DemoRandom): SignedText {
  const at = random.whole(0, text.length - 1)
  return { ...rest, text: `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ (random.whole(1, 7)))}${text.slice(at + 1)}` }
}

const cut = ({ text, ...rest }: SignedText, random: DemoRandom): SignedText => ({ ...rest, text: text.slice(0, random.whole(0, text.length - 1)) })

const onChunk = (change: (text: string, random: DemoRandom) => string): Attack['between'] => (office, random) => ({ ...office, chunk: async (hash) => change((await office.chunk(hash)) ?? '', random) })

const onPages: readonly Omit<Attack, 'isOnLoading'>[] = [
  { name: 'a rewritten page', between: changing('page', dearer) },
  { name: 'a page with another byte', between: changing('page', flip) },
  { name: 'a cut page', between: changing('page', cut) },
  { name: 'news with another byte', between: changing('news', flip) },
  { name: 'a page signed by somebody else', between: changing('page', (signed) => openSigner(stranger)(dearer(signed).text)) },
  { name: 'a page under a borrowed name', between: changing('page', (signed) => ({ ...openSigner(stranger)(dearer(signed).text), key: signed.key })) },
  { name: 'a page with another signature', between: changing('page', (signed, random) => ({ ...signed, signature: openSigner(stranger)(String(random.whole(0, 1_000_000))).signature })) },
  { name: 'an old answer', between: (office, _random, { page }) => ({ ...office, page: () => Promise.resolve(page) }) },
  { name: 'an answer to another store', between: (office) => ({ ...office, page: (asked) => office.page({ ...asked, storeId: 'next-door' }) }) },
  { name: 'a page from another place', between: (office) => ({ ...office, page: (asked) => office.page({ ...asked, from: { change: 0, mark: '' } }) }) },
  { name: 'a page of another topic', between: mistaken((page) => ({ ...page, topic: 'coupons' })) },
  { name: 'a page that goes back', between: mistaken((page) => ({ ...page, changes: [page.changes.at(-1), ...page.changes] })) },
  { name: 'a page that ends elsewhere', between: mistaken((page) => ({ ...page, next: { ...page.next, change: page.next.change + 5 } })) },
]

const onLoading: readonly Omit<Attack, 'isOnLoading'>[] = [
  { name: 'an old manifest', between: (office, _random, { manifest }) => ({ ...office, manifest: () => Promise.resolve(manifest) }) },
  { name: 'a manifest with another byte', between: changing('manifest', flip) },
  { name: 'a file of forged rows', between: onChunk((text) => text.replace(/"priceMinor":\d+/, '"priceMinor":1')) },
  { name: 'a cut file', between: onChunk((text, random) => text.slice(0, random.whole(0, text.length - 1))) },
]

export const attacks: readonly Attack[] = [...onPages.map((attack) => ({ ...attack, isOnLoading: false })), ...onLoading.map((attack) => ({ ...attack, isOnLoading: true }))]

import type { SignedFeed } from '../../../src/contract/signed-feed.ts'
import { openSigner, type SignedText } from '../../../src/contract/signing.ts'
import type { PlayedFeed } from '../../support/played-feed.ts'

/** How head office of another version speaks. */
export interface OfficeVersion {
  readonly name: string
  speak(office: PlayedFeed): SignedFeed
}

type Answer = Readonly<Record<string, unknown>> & { readonly topics?: readonly unknown[] }

/** Answers with things in them that this program does not know, signed all the same. */
function newer(office: PlayedFeed): SignedFeed {
  const sign = openSigner(office.key)
  const with_ = async (answering: Promise<SignedText>, more: (answer: Answer) => object): Promise<SignedText> => {
    const answer = JSON.parse((await answering).text) as Answer
    return sign(JSON.stringify({ ...answer, ...more(answer), weather: 'fair' }))
  }
  return {
    ...office,
    news: (asked) => with_(office.news(asked), ({ topics = [] }) => ({ topics: ['drones', ...topics] })),
    page: (asked) => with_(office.page(asked), () => ({ shelf: 7 })),
    manifest: (asked) => with_(office.manifest(asked), ({ topics = [] }) => ({ topics: [{ topic: 'drones', place: { change: 1, mark: 'd' }, chunks: ['0'.repeat(64)] }, ...topics] })),
  }
}

/** Knows fewer topics than this program does. */
function older(office: PlayedFeed): SignedFeed {
  return { ...office, news: ({ places: { allowances: _unknown, ...places }, ...asked }) => office.news({ ...asked, places }) }
}

export const officeVersions: readonly OfficeVersion[] = [{ name: 'older', speak: older }, { name: 'the same', speak: (office) => office }, { name: 'newer', speak: newer }]

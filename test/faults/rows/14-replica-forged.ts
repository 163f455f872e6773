import type { FaultRow } from '../fault-row.ts'

const trusted = 'src/lane/sync/trusted-feed.ts'

export const row: FaultRow = {
  number: 14,
  fault: 'replica forged, cut, rolled back',
  async run({ scale, seed, folder }) {
    const { attackFeed } = await import('../feed/attack-feed.ts')
    return attackFeed({ attackCount: scale === 'full' ? 10_000 : 34, seed, folder })
  },
  weakenings: [
    { name: 'the signature', file: trusted, find: "if (!isSignedBy(key ?? signed.key, signed)) throw", replace: 'if (false) throw', noticed: 'was taken' },
    { name: 'whose signature it is', file: trusted, find: 'isSignedBy(key ?? signed.key, signed)', replace: 'isSignedBy(signed.key, signed)', noticed: 'a page signed by somebody else was taken' },
    { name: 'the number used once', file: trusted, find: 'if (answer.nonce !== asker.nonce)', replace: 'if (false)', noticed: 'an old answer was taken' },
    { name: 'the store', file: trusted, find: 'if (answer.storeId !== asker.storeId)', replace: 'if (false)', noticed: 'an answer to another store was taken' },
    { name: 'the topic', file: trusted, find: 'if (topic !== asked)', replace: 'if (false)', noticed: 'a page of another topic was taken' },
    { name: 'the place', file: trusted, find: 'if (from.change !== place.change || from.mark !== place.mark)', replace: 'if (false)', noticed: 'a page from another place was taken' },
    { name: 'the order', file: trusted, find: 'if (change <= last)', replace: 'if (false)', noticed: 'a page that goes back was taken' },
    { name: 'the end', file: trusted, find: 'if (next.change !== last)', replace: 'if (false)', noticed: 'a page that ends elsewhere was taken' },
    { name: 'the hash of a chunk', file: trusted, find: 'if (text !== undefined && chunkHash(text) !== hash)', replace: 'if (false)', noticed: 'a file of forged rows was taken' },
    { name: 'the replica beside the one in use', file: 'src/lane/sync/load-replica.ts', find: 'await making.takePlace()', replace: '', noticed: 'is not what head office has' },
  ],
}

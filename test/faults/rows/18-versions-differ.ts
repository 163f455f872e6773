import type { FaultRow } from '../fault-row.ts'

export const row: FaultRow = {
  number: 18,
  fault: 'versions of lane, CRM, offers differ',
  async run(run) {
    const { sellAcrossVersions } = await import('../feed/sell-across-versions.ts')
    return sellAcrossVersions(run)
  },
  weakenings: [
    { name: 'an offer with an unknown field counts as unknown', file: 'src/contract/read-offer.ts', find: 'if (read.success && strange.length === 0)', replace: 'if (read.success)', noticed: 'an unknown field in everything: it was not shown' },
    { name: 'an unknown kind is kept and shown', file: 'src/contract/read-offer.ts', find: 'if (!roughly.success || fields.length === 0)', replace: 'if (true)', noticed: 'an unknown reward in a page: it was not shown' },
    { name: 'head office leaves out what the lane says it left out', file: 'src/domain/sale/price-again.ts', find: 'edition.unknownOfferIds?.includes(offer.offerId) !== true', replace: 'true', noticed: 'lane and head office differ in' },
    { name: 'a topic that is not known is passed over', file: 'src/lane/sync/load-replica.ts', find: '(feedTopics as readonly string[]).includes(each.topic)', replace: 'true', noticed: 'at feedShape' },
  ],
}

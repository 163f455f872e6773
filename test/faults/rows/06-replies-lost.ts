import type { FaultRow } from '../fault-row.ts'

const sizes = {
  quick: { laneCount: 7, salesPerLane: 60, most: 3, atOnce: 7, members: 4 },
  full: { laneCount: 100, salesPerLane: 10_000, most: 800, atOnce: 8, members: 10_000 },
}
const faultsPerMille = 300
const mostBytesTimes = 1.5

export const row: FaultRow = {
  number: 6,
  fault: 'replies lost, doubled, reordered, late',
  async run({ scale, seed, folder }) {
    const { runDisturbed } = await import('../upload/disturbed-lanes.ts')
    const { saleCount, effectCount, exchangeCount, faultCount, bytesTimes, salesPerSecond, violations } = await runDisturbed({ ...sizes[scale], perMille: faultsPerMille, seed, folder })
    const { answerLate } = await import('../upload/late-answer.ts')
    violations.push(...(await answerLate(folder)))
    if (bytesTimes > mostBytesTimes) violations.push(`${bytesTimes.toFixed(2)} times the bytes of an undisturbed line`)
    const count = (value: number): string => value.toLocaleString('en')
    return { figure: `${count(saleCount)} sales, ${count(exchangeCount)} exchanges, ${count(faultCount)} disturbed; effects ÷ sales = ${effectCount / saleCount}; ${bytesTimes.toFixed(2)} times the bytes; ${count(salesPerSecond)} sales/s`, violations }
  },
  weakenings: [
    { name: 'which request an answer belongs to', file: 'src/lane/sync/upload.ts', find: 'return answer.batchId === batchId && answer.contentHash === asked && ', replace: 'return ', noticed: 'the cursor went back by an answer to an earlier request' },
    { name: 'the hash of a record', file: 'src/crm/ingest/check-chain.ts', find: 'if (chainHash(record) !== record.hash)', replace: 'if (record.hash.length === 0)', noticed: 'a text is not what the lane wrote' },
    { name: 'the hash of a request', file: 'src/crm/ingest/ingest-upload.ts', find: 'findDamage(request.records) ?? changedOnTheWay(journalId, request)', replace: 'findDamage(request.records)', noticed: 'the lane is another in the books of head office' },
    { name: 'one upload of a journal at a time', file: 'src/crm/store/journal-rows.ts', find: 'for update of journal', replace: '', noticed: 'times at once' },
  ],
}

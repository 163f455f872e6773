/** Why a transaction did not come about, as codes the screen can word. */
export type ResultDetail = 'declined' | 'aborted' | 'unreadable' | 'card-expired' | 'wrong-currency' | 'over-limit' | 'not-registered' | 'busy' | 'not-possible' | 'already-reversed' | 'terminal-fault'

const byCode: ReadonlyMap<number, ResultDetail> = new Map<number, ResultDetail>([
  [0x64, 'unreadable'], [0x65, 'unreadable'], [0x6b, 'not-registered'], [0x6c, 'aborted'], [0x6f, 'wrong-currency'], [0x78, 'card-expired'], [0x83, 'not-possible'],
  [0x9a, 'terminal-fault'], [0x9c, 'busy'], [0xa0, 'busy'], [0xb4, 'already-reversed'], [0xb5, 'not-possible'], [0xc3, 'over-limit'], [0xcd, 'not-possible'], [0xf0, 'busy'], [0xff, 'terminal-fault'],
])
/** Codes up to here come from the card's bank. */
const lastHostCode = 0x63

/** @param resultCode as in field 27 or with an abort; never 0 */
export function resultDetail(resultCode: number): ResultDetail {
  if (resultCode <= lastHostCode) return 'declined'
  return byCode.get(resultCode) ?? 'declined'
}

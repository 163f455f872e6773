/** Turns "it is held" into "it is free" on its way, without knowing the key: whoever can read along knows where it stands. */
export function sayFree(datagram: Uint8Array, fromLane: number): Uint8Array {
  const before = JSON.stringify({ journalId: `journal-${String(fromLane).padStart(2, '0')}`, laneNumber: fromLane, body: { kind: 'claim-answer', claimId: '0'.repeat(36), answer: '' } }).length - '"}}'.length
  const at = headBytes + before
  const changed = Uint8Array.from(datagram)
  if (changed.length < at + 4) return changed
  for (let index = 0; index < 4; index += 1) changed[at + index] = (changed[at + index] ?? 0) ^ 'held'.charCodeAt(index) ^ 'free'.charCodeAt(index)
  return changed
}

const headBytes = 26

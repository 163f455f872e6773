import { assertNever } from '../../src/domain/assert.ts'
import type { Confirm } from './profiles.ts'
import type { StatusAnswer } from './status-bytes.ts'

/** A question that the printer answers when it has worked through everything before it. */
export interface Question {
  readonly bytes: Buffer
  isAnsweredBy(answer: StatusAnswer): boolean
}

export interface Confirmation {
  /** Whether the printer tells changes by itself. Sent when a link begins, and behind every receipt, since `ESC @` turns it off. */
  readonly atRest: Buffer
  /** An answer of this kind shows that the printer knows the question, also when it comes too late. */
  readonly kind: StatusAnswer['kind'] | undefined
  /** Undefined when nothing the printer says has to do with what it has printed. */
  ask(): Question | undefined
}

const automaticOn = Buffer.from([0x1d, 0x61, 0xff])
const automaticOff = Buffer.from([0x1d, 0x61, 0x00])
const sayInOrder = Buffer.from([0x1d, 0x72, 0x01])

/** How a printer is asked whether it is done; see Confirm for what each way is worth. */
export function confirmationBy(confirm: Confirm): Confirmation {
  switch (confirm) {
    case 'gs-r':
      return { atRest: automaticOn, kind: 'in-order', ask: () => ({ bytes: sayInOrder, isAnsweredBy: (answer) => answer.kind === 'in-order' }) }
    case 'process-id':
      return byProcessId()
    case 'automatic':
      // On for a moment only: a status that tells of a change must not be taken for the answer.
      return { atRest: automaticOff, kind: 'automatic', ask: () => ({ bytes: Buffer.concat([automaticOn, automaticOff]), isAnsweredBy: (answer) => answer.kind === 'automatic' }) }
    case 'watched':
      return { atRest: automaticOn, kind: undefined, ask: () => undefined }
    default:
      return assertNever(confirm, 'way of confirming')
  }
}

/** Every question has a number of its own, so no late answer is taken for another's. */
function byProcessId(): Confirmation {
  let count = 0
  return {
    atRest: automaticOn,
    kind: 'process-id',
    ask() {
      count = (count + 1) % 10_000
      const id = String(count).padStart(4, '0')
      return { bytes: Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id)]), isAnsweredBy: (answer) => answer.kind === 'process-id' && answer.id === id }
    },
  }
}

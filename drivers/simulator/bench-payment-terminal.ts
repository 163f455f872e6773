import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import { assertNever } from '../../src/domain/assert.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute, given } from './door-route.ts'
import { openSimulatedPaymentTerminal } from './simulated-payment-terminal.ts'

const faults = z.strictObject({
  answer: z.enum(['approve', 'decline', 'wrong-currency']).optional(),
  slowMs: z.number().int().min(0).max(300_000).optional(),
  busy: z.boolean().optional(),
  segments: z.enum(['whole', 'bytes', 'glued']).optional(),
  pan: z.enum(['masked', 'plain']).optional(),
  printBy: z.enum(['block', 'lines', 'none']).optional(),
  whenLinkLost: z.enum(['goes-on', 'stops']).optional(),
  whenUnacknowledged: z.enum(['keeps', 'reverses']).optional(),
  deaf: z.boolean().optional(),
})
/** Longer than any customer: the terminal gives up by itself. */
const neverMs = 300_000
/** As long as it takes to hold a card to it, so that a person sees it happen. */
const cardMs = 1_500

/** A ZVT terminal on TCP. */
export async function openBenchPaymentTerminal({ seed }: { readonly seed: number }): Promise<BenchDevice> {
  const terminal = await openSimulatedPaymentTerminal({ seed })
  terminal.set({ slowMs: cardMs })

  /** The customer of the next payment, or of the one in hand where the red key is pressed. */
  function customer(does: 'pay' | 'decline' | 'nothing' | 'cancel'): void {
    switch (does) {
      case 'pay':
        return terminal.set({ answer: 'approve', slowMs: cardMs })
      case 'decline':
        return terminal.set({ answer: 'decline', slowMs: cardMs })
      case 'nothing':
        return terminal.set({ slowMs: neverMs })
      case 'cancel':
        return terminal.cancel()
      default:
        return assertNever(does, 'what a customer does')
    }
  }

  return {
    name: 'payment-terminal',
    configs: [deviceConfig.parse({ role: 'payment-terminal', name: 'payment-terminal', wire: { kind: 'tcp', host: '127.0.0.1', port: terminal.port } })],
    routes: [
      doorRoute('/customer', 'what the next customer does at the card terminal; cancel is the red key, at once', z.strictObject({ does: z.enum(['pay', 'decline', 'nothing', 'cancel']) }), ({ does }) => customer(does)),
      doorRoute('/payment-terminal', 'how the card terminal fails: busy, deaf, bytes split or glued, numbers not masked', faults, (asked) => terminal.set(given(asked))),
      doorRoute('/payment-terminal-cut', "cuts the card terminal's line once so many more bytes have gone one way", z.strictObject({ direction: z.enum(['to-lane', 'from-lane']).default('to-lane'), byteCount: z.number().int().min(0).max(100_000) }), ({ direction, byteCount }) => terminal.cutLinkAfter(direction, byteCount)),
      doorRoute('/payment-terminal-power', 'switches the card terminal off and on again', z.strictObject({}), () => terminal.power()),
      doorRoute('/payment-terminal-sale', 'somebody takes a payment on the card terminal by hand', z.strictObject({ amountMinor: z.number().int().min(1).max(99_999_999) }), ({ amountMinor }) => terminal.sellAlone(amountMinor)),
    ],
    state: () => ({ 'payment-terminal': { plugged: terminal.isPlugged, ...terminal.faults, isAtWork: terminal.isAtWork, newest: newestOf(terminal.book.newest), chargedMinor: terminal.book.chargedMinor, authorisationCount: terminal.book.authorisationCount, unknown: terminal.unknown } }),
    get isPlugged() {
      return terminal.isPlugged
    },
    unplug: () => terminal.unplug(),
    replug: () => terminal.replug(),
    close: () => terminal.close(),
  }
}

/** Of a transaction in the terminal's book, what may stand on a screen: no card number. */
function newestOf({ kind, amountMinor, traceNumber }: { readonly kind: string; readonly amountMinor: number; readonly traceNumber: number }): object {
  return { kind, amountMinor, traceNumber }
}

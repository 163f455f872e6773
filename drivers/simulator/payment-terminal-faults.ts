/** What the customer, her bank, the network and the terminal's set-up do. */
export interface PaymentTerminalFaults {
  readonly answer: 'approve' | 'decline' | 'wrong-currency'
  /** Until the card is read and the PIN is right. */
  readonly slowMs: number
  /** Works on something of its own and takes no command. */
  readonly busy: boolean
  /** How messages lie on the wire: one by one, byte by byte, or several in one segment without waiting for acknowledgements. */
  readonly segments: 'whole' | 'bytes' | 'glued'
  /** A terminal that is set up wrongly tells the whole card number. */
  readonly pan: 'masked' | 'plain'
  readonly printBy: 'block' | 'lines' | 'none'
  /** What happens to a payment before the card is read when the till is gone. */
  readonly whenLinkLost: 'goes-on' | 'stops'
  /** What happens to an approved payment whose status information nobody acknowledged. */
  readonly whenUnacknowledged: 'keeps' | 'reverses'
  /** Registers a till and repeats the newest receipt although a payment is going on. */
  readonly answersAtWork: boolean
  /** Hears everything and says nothing. */
  readonly deaf: boolean
}

export const noTerminalFaults: PaymentTerminalFaults = { answer: 'approve', slowMs: 0, busy: false, segments: 'whole', pan: 'masked', printBy: 'block', whenLinkLost: 'goes-on', whenUnacknowledged: 'keeps', answersAtWork: false, deaf: false }

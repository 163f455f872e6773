import type { LaneAddresses } from './shop-processes.ts'

const answerWithinMs = 10_000

export interface AddressBook {
  /** What the lane has just told goes to whoever has asked first: an address works once. */
  told(addresses: LaneAddresses): void
  /** Asks the lane for addresses that nobody has used. Rejects when it does not answer in ten seconds. */
  fresh(): Promise<LaneAddresses>
}

/** @param ask makes the running lane tell new addresses */
export function openAddressBook(ask: () => void): AddressBook {
  const waiting: ((addresses: LaneAddresses) => void)[] = []
  return {
    told(addresses) {
      waiting.shift()?.(addresses)
    },
    fresh() {
      const asked = new Promise<LaneAddresses>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('The lane did not answer with a new address.')), answerWithinMs)
        waiting.push((addresses) => {
          clearTimeout(late)
          resolve(addresses)
        })
      })
      ask()
      return asked
    },
  }
}

import { openCardReader } from '../../../drivers/msr/card-reader.ts'
import { buildMagtekReport, buildMsrReport, describeMsr, writeTracks, type CardTracks } from '../../../drivers/simulator/card-reports.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import { testPaymentCards } from '../../support/drivers.ts'
import { openFuzzedDriver } from '../fuzzed-driver.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const paymentCards: readonly CardTracks[] = testPaymentCards.map((number) => ({ track1: `B${number}^DOE/JANE^30121010000000000`, track2: `${number}=30121010000012300000` }))
const ownCards: readonly CardTracks[] = [{ track2: '2900000048218' }, { track1: 'MEMBER', track2: '2900000048218' }, { track3: '2900000048218' }]
const cards = [...paymentCards, ...ownCards]

function readerTarget(name: string, parts: object, samples: readonly Buffer[], isReport?: { readonly reportDescriptor?: Buffer }): FuzzTarget {
  const config = deviceConfig.parse({ role: 'card-reader', name: 'card-reader', allow: ['29MMMMMMMMMMC'], ...parts })
  if (config.role !== 'card-reader') throw new Error('a card reader')
  return { name, samples, ...(isReport ? { isWhole: true } : {}), open: () => openFuzzedDriver({ open: ({ wire, timers, send }) => openCardReader({ config, wire, timers, send }), reportDescriptor: isReport?.reportDescriptor }) }
}

const serial = { wire: { kind: 'serial', path: '/dev/null' } }
const hid = { wire: { kind: 'hid', vendorId: 1, productId: 2 } }
const lines = cards.flatMap((card) => [`${writeTracks(card).join('')}\r`, `${writeTracks(card, true).join('')}\r`, writeTracks(card).map((track) => `${track}\r`).join('')])

export const cardTargets: readonly FuzzTarget[] = [
  readerTarget('card reader, tracks as text', serial, [...lines, ...testPaymentCards.map((number) => `${number}\r`), '2900000048218\r'].map((text) => Buffer.from(text, 'latin1'))),
  readerTarget('card reader, HID MSR reports', { ...hid, protocol: 'hid-msr' }, cards.map((card) => buildMsrReport(card)), { reportDescriptor: describeMsr() }),
  readerTarget('card reader, MagTek reports', { ...hid, protocol: 'magtek' }, cards.map((card) => buildMagtekReport(card)), {}),
]

import { magtekLayout } from '../../../drivers/msr/magtek-report.ts'
import { buildMagtekReport, buildMsrReport, describeMsr, type CardTracks } from '../../../drivers/simulator/card-reports.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import { expectSame, nth, readingsOf, untilReadings, type RigCase } from './rig-case.ts'

/** Ids that belong to no maker of readers. */
const vendorId = 0x1209
const ownCard: CardTracks = { track2: '2912345678906' }
/** A number that a scheme publishes for tests, with the rest of a bank's track behind it. */
const paymentCard: CardTracks = { track1: 'B4111111111111111^TEST/CARD^30121010000000000', track2: '4111111111111111=30121010000000000' }

/** An own card is read, a payment card leaves nothing but the fact that one was refused. */
function cardCase(name: string, { productId, protocol, descriptor, report }: { readonly productId: number; readonly protocol: string; readonly descriptor: Buffer; report(card: CardTracks): Buffer }): RigCase {
  const device = `card-reader-${protocol}`
  return {
    name,
    devices: [{ config: deviceConfig.parse({ role: 'card-reader', name: device, protocol, allow: ['29MMMMMMMMMMC'], wire: { kind: 'hid', vendorId, productId } }), unit: { name: device, vendorId, productId, descriptor } }],
    async run({ log, plugged }) {
      await nth(plugged, 0).send(report(ownCard))
      await untilReadings(log, device, 1)
      await nth(plugged, 0).send(report(paymentCard))
      await untilReadings(log, device, 2)
      expectSame(readingsOf(log, device), [{ type: 'swiped', device, text: ownCard.track2 }, { type: 'payment-card-rejected', device }])
    },
  }
}

const { reportByteCount } = magtekLayout
/** A vendor's page and one long report, which is all that MagTek's descriptor says. */
const magtekDescriptor = Buffer.from([0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x96, reportByteCount & 0xff, reportByteCount >> 8, 0x09, 0x20, 0x82, 0x02, 0x01, 0xc0])

export const cardCases: readonly RigCase[] = [
  cardCase('a magstripe reader by its report descriptor: an own card is read, a payment card is refused', { productId: 0x8e01, protocol: 'hid-msr', descriptor: describeMsr(), report: (card) => buildMsrReport(card) }),
  cardCase('a MagTek reader by its fixed report: an own card is read, a payment card is refused', { productId: 0x8e02, protocol: 'magtek', descriptor: magtekDescriptor, report: (card) => buildMagtekReport(card) }),
]

import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceMessage } from '../../src/contract/devices.ts'
import { looksLikePaymentCard } from '../../src/contract/payment-card.ts'
import { isPaymentCardCode } from '../msr/holds-payment-card.ts'
import type { CodeKind } from './code-kind.ts'
import { decode } from './decode.ts'
import type { ScanReport } from './hid-report.ts'

/**
 * What of a scan goes to the lane. Its bytes are wiped.
 * A payment card held under the scanner goes no further than here either: it is looked for in the bytes, which can be
 * wiped as a text cannot, and once more in the text, where what is set up to stand in front is off.
 * @param kind what the scanner says beside the text
 */
export function readingOf({ name: device, framing, labelId }: Extract<DeviceConfig, { role: 'scanner' }>, report: ScanReport, kind?: CodeKind): DeviceMessage {
  if (report.kind === 'garbled') return { type: 'garbled', device, reason: report.reason }
  if (isPaymentCardCode(report.bytes)) {
    report.bytes.fill(0)
    return { type: 'payment-card-rejected', device }
  }
  const decoded = decode(report.bytes, { prefix: framing.prefix, labelId }, kind)
  report.bytes.fill(0)
  if (decoded.kind === 'garbled') return { type: 'garbled', device, reason: decoded.reason }
  const aim = report.aim ?? decoded.aim
  if (looksLikePaymentCard(decoded.text, 'code')) return { type: 'payment-card-rejected', device }
  return { type: 'scanned', device, text: decoded.text, ...(aim === undefined ? {} : { aim }) }
}

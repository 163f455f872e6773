import type { DeviceConfig } from '../../src/contract/config.ts'
import type { HidNeeds } from '../wire/hid.ts'
import { magtekUsagePage } from './magtek-report.ts'
import { msrUsagePage } from './msr-report.ts'

/** What the HID wire needs to know to open a card reader. */
export function hidCardReaderNeeds({ protocol }: Extract<DeviceConfig, { role: 'card-reader' }>): HidNeeds {
  return { usagePages: protocol === 'magtek' ? [magtekUsagePage] : [msrUsagePage] }
}

/** Three scanners as they tell themselves over USB, byte for byte; the third follows a maker's report layout. */
export const scannerDescriptors = {
  plain: hex('05 8C 09 02 A1 01 85 02 15 00 26 FF 00 75 08 95 01 09 FB 81 02 09 FC 81 02 09 FD 81 02 95 38 09 FE 82 02 01 75 01 95 01 25 01 09 FF 81 02 75 07 81 03 C0'),
  counted: hex('05 8C 09 02 A1 01 85 02 09 12 A1 02 15 00 26 FF 00 75 08 95 01 05 01 09 3B 81 02 95 03 05 8C 09 FB 09 FC 09 FD 81 02 95 38 09 FE 82 02 01 25 01 75 01 95 01 09 FF 81 02 75 07 81 03 C0 C0'),
  honeywell: hex('05 8C 09 02 A1 01 85 02 09 12 A1 02 15 00 26 FF 00 75 08 95 01 05 01 09 3B 81 02 95 03 05 8C 09 FB 09 FC 09 FD 81 02 95 38 09 FE 82 02 01 06 66 FF 95 02 09 04 81 02 05 8C 95 01 09 FF 81 02 C0 C0'),
} as const
export type KnownScanner = keyof typeof scannerDescriptors

export interface ScanPortion {
  readonly data: string
  readonly aim?: string
  readonly continued?: boolean
}

/** One input report as each of them writes it, report id 2 in front. */
export function scanReportOf(scanner: KnownScanner, { data, aim = '\0\0\0', continued = false }: ScanPortion): Buffer {
  const front = scanner === 'plain' ? [2] : [2, data.length]
  const back = scanner === 'honeywell' ? [0x64, 0, Number(continued)] : [Number(continued)]
  return Buffer.concat([Buffer.from(front), Buffer.from(aim), Buffer.from(data, 'latin1'), Buffer.alloc(56 - data.length), Buffer.from(back)])
}

export function hex(text: string): Buffer {
  return Buffer.from(text.replace(/\s/g, ''), 'hex')
}

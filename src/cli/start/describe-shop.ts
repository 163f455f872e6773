export interface ShopAddresses {
  /** Absent where the window needs no address. */
  readonly laneUrl: string | undefined
  readonly customerUrl: string | undefined
  readonly panelUrl: string
  /** An item of the demo store, as its barcode reads. */
  readonly sampleCode: string
  /** Where a program plays the scanner. */
  readonly scannerPath: string
}

/** What a person needs to know to ring up the first sale. */
export function describeShop({ laneUrl, customerUrl, panelUrl, sampleCode, scannerPath }: ShopAddresses): string {
  const rows: [string, string | undefined][] = [
    ['Lane', laneUrl],
    ['Customer display', customerUrl],
    ['Device panel', panelUrl],
    ['Scan from here', `printf '${sampleCode}\\r' > ${scannerPath}`],
    ['Stop', 'Ctrl-C'],
  ]
  const lines = rows.filter(([, value]) => value !== undefined).map(([name, value]) => `  ${name.padEnd(17)} ${value}`)
  const note = laneUrl === undefined ? [] : ['  The first two addresses work once, within ten minutes. Press Enter for new ones.']
  return ['', 'The lane is open.', '', ...lines, ...note, ''].join('\n')
}

import type { DeviceConfig } from '../../contract/config.ts'
import type { ReceiptDocument } from '../../domain/receipt/receipt-document.ts'

/** A page that shows what a printer can do: width, styles, accents or Chinese, barcodes, cutter. */
export function testPage({ name, profile }: Extract<DeviceConfig, { role: 'printer' }>): ReceiptDocument {
  const chinese = profile.startsWith('gb18030')
  return {
    language: chinese ? 'zh' : 'en',
    copy: false,
    blocks: [
      { kind: 'heading', text: 'Lanewise' },
      { kind: 'text', text: `Test page · ${name} · ${profile}`, align: 'centre' },
      { kind: 'rule' },
      { kind: 'row', left: 'A row with its amount at the edge', right: '12.34' },
      { kind: 'row', left: 'Strong and large', right: '12.34', strong: true, large: true },
      { kind: 'text', text: chinese ? '测试页 · 收银台 · ¥12.34' : 'Crème brûlée, Käse, piñones, €', align: 'left' },
      { kind: 'rule' },
      { kind: 'barcode', symbology: 'ean-13', data: '9521234567899' },
      { kind: 'barcode', symbology: 'gs1-128', data: '(01)09521234567899(17)301231' },
      { kind: 'qr', data: 'https://example.com/01/09521234567899' },
      { kind: 'feed', lineCount: 1 },
      { kind: 'cut' },
    ],
  }
}

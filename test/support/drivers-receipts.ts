import type { DeviceOrder } from '../../src/contract/devices.ts'

type ReceiptDocument = Extract<DeviceOrder, { type: 'print' }>['document']

/** A short receipt with one of everything. */
export const englishReceipt: ReceiptDocument = {
  language: 'en',
  copy: false,
  blocks: [
    { kind: 'heading', text: 'Test Market' },
    { kind: 'text', text: 'Rua do Café 1', align: 'centre' },
    { kind: 'rule' },
    { kind: 'row', left: 'Milk 1 l', right: '1.19 A' },
    { kind: 'row', left: 'List special', right: '-0.20', indent: 2 },
    { kind: 'row', left: 'TOTAL', right: '€0.99', strong: true, large: true },
    { kind: 'feed', lineCount: 1 },
    { kind: 'barcode', symbology: 'code-128', data: '2701000000425' },
    { kind: 'barcode', symbology: 'gs1-128', data: '(17)261231(255)9521234000013123456789' },
    { kind: 'barcode', symbology: 'ean-13', data: '5901234123457' },
    { kind: 'qr', data: 'https://example.com/r/42' },
    { kind: 'cut' },
  ],
}

export const chineseReceipt: ReceiptDocument = {
  language: 'zh',
  copy: true,
  blocks: [
    { kind: 'heading', text: '测试超市' },
    { kind: 'text', text: '副本 COPY', align: 'centre', strong: true },
    { kind: 'row', left: '鲜牛奶 1 l × 2', right: '¥23.80 A' },
    { kind: 'row', left: '合计', right: '¥23.80', strong: true },
    { kind: 'cut' },
  ],
}

export function printOrder(orderId: string, document: ReceiptDocument = englishReceipt, timeoutMs = 8000): DeviceOrder {
  return { type: 'print', orderId, device: 'printer', document, timeoutMs }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openApduReader } from '../../../drivers/payment-terminal/apdu-reader.ts'
import { encodeApdu, type Apdu } from '../../../drivers/payment-terminal/apdu.ts'
import { packBcd, readBcd } from '../../../drivers/payment-terminal/bcd.ts'
import { abortFromTill, acknowledgement, authorisation, endOfDay, laneConfigByte, refund, registration, repeatReceipt, reversal, terminalConfigByte } from '../../../drivers/payment-terminal/commands.ts'
import { readFields, writeFields } from '../../../drivers/payment-terminal/fields.ts'
import { hidePans, readMaskedPan } from '../../../drivers/payment-terminal/masked-pan.ts'
import { readPrintBlock, readPrintLine } from '../../../drivers/payment-terminal/print-text.ts'
import { readStatusInformation } from '../../../drivers/payment-terminal/status-information.ts'
import { readTlvs, writeTlv } from '../../../drivers/payment-terminal/tlv.ts'
import { testPaymentCards } from '../../support/drivers.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const shown = (buffer: Buffer): string => buffer.toString('hex').toUpperCase().replace(/(..)(?!$)/g, '$1 ')
const ascii = (text: string): string => Buffer.from(text, 'latin1').toString('hex')

/** The approved payment of the protocol's worked example; contract number, authorisation and text are ours, of the same length. */
const approved = bytes(`
  04 0F 77 27 00 04 00 00 00 00 20 40 0B 00 04 70 0C 22 39 53 0D 10 06 0E 25 12 17 00 01 19 70 22 F0 F8 EE EE EE EE EE EE 47 71
  29 28 00 48 69 2A ${ascii('VU-000000000001')} 3B ${ascii('367655')} 00 00 3C F0 F1 F4 ${ascii('AUTORISIERUNG ')} 49 09 78 87 04 70 88 00 04 70
  8A 2E 8B F1 F7 ${ascii('Debit Mastercard')} 00`.replaceAll('\n', ''))

describe('what the till sends', () => {
  test.each([
    ['registration', registration({ password: '000000', configByte: 0xb6, currency: 978 }), '06 00 10 00 00 00 B6 09 78 03 01 06 06 26 04 0A 02 06 D3'],
    ['authorisation of 10.00', authorisation(1000), '06 01 07 04 00 00 00 00 10 00'],
    ['acknowledgement', acknowledgement, '80 00 00'],
    ['reversal of receipt 470', reversal('123456', 470), '06 30 06 12 34 56 87 04 70'],
    ['refund of 3.00', refund('000000', 300), '06 31 0A 00 00 00 04 00 00 00 00 03 00'],
    ['end of day', endOfDay('000000'), '06 50 03 00 00 00'],
    ['repeat receipt, with the status information and without paper', repeatReceipt('000000'), '06 20 05 00 00 00 03 03'],
    ['abort', abortFromTill, '06 B0 00'],
  ])('%s, to the byte', (_what, sent, expected) => {
    expect(shown(sent)).toBe(expected)
  })

  test('asks for progress; who prints is in the config byte', () => {
    expect({ lane: laneConfigByte, terminal: terminalConfigByte }).toEqual({ lane: 0xbe, terminal: 0x38 })
  })
})

describe('what the terminal sends', () => {
  test('the status information of an approved payment', () => {
    const [apdu] = openApduReader().take(Buffer.from(approved))
    expect(apdu === 'noise' || !apdu ? undefined : { command: apdu.command, ...readStatusInformation(apdu.data) }).toEqual({
      command: 0x040f, resultCode: 0, amountMinor: 2040, traceNumber: 470, originalTrace: undefined, terminalId: '28004869', terminalReceipt: 470,
      cardName: 'Debit Mastercard', maskedPan: '************4771', authorisation: '367655',
    })
  })

  test('its fields, taken apart and put together again, are the same bytes', () => {
    expect(shown(encodeApdu({ command: 0x040f, data: writeFields([...readFields(approved.subarray(3))]) }))).toBe(shown(approved))
  })

  test.each([
    ['04 FF 01 0A', 0x04ff, '0A'],
    ['06 1E 01 6C', 0x061e, '6C'],
    ['06 0F 00', 0x060f, ''],
    ['84 9C 00', 0x849c, ''],
  ])('%s', (hex, command, data) => {
    const apdus = openApduReader().take(bytes(hex))
    expect(apdus.map((apdu) => (apdu === 'noise' ? apdu : { command: apdu.command, data: shown(apdu.data) }))).toEqual([{ command, data }])
    expect(shown(encodeApdu({ command, data: bytes(data) }))).toBe(hex)
  })

  test('a printed line, an empty one, and a block for the customer in code page 437', () => {
    expect(readPrintLine(Buffer.concat([bytes('40'), Buffer.from('KAUF')]))).toEqual({ paperOf: 'any', lines: ['KAUF'] })
    expect(readPrintLine(bytes('FF 02')).lines).toEqual(['', ''])
    const block = writeTlv(0x06, Buffer.concat([writeTlv(0x1f07, bytes('02')), writeTlv(0x25, Buffer.concat([writeTlv(0x07, bytes('66 81 72')), writeTlv(0x07, Buffer.from('SUMME')), writeTlv(0x09, bytes('81'))]))]))
    expect(readPrintBlock(block)).toEqual({ paperOf: 'customer', lines: ['für', 'SUMME'] })
  })
})

describe('bytes as they come', () => {
  const apdus: readonly Apdu[] = [
    { command: 0x8000, data: Buffer.alloc(0) },
    { command: 0x040f, data: approved.subarray(3) },
    { command: 0x06d3, data: Buffer.alloc(600, 0x41) },
    { command: 0x060f, data: Buffer.alloc(254, 0x42) },
    { command: 0x060f, data: Buffer.alloc(255, 0x43) },
  ]

  test('several messages cut anywhere are read whole and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...apdus), { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 20 }), (sent, cuts) => {
        const stream = Buffer.concat(sent.map(encodeApdu))
        const reader = openApduReader()
        const read: (Apdu | 'noise')[] = []
        let at = 0
        for (const length of [...cuts, stream.length]) {
          read.push(...reader.take(Buffer.from(stream.subarray(at, at + length))))
          at += length
        }
        expect(read.map((apdu) => (apdu === 'noise' ? apdu : encodeApdu(apdu).toString('hex')))).toEqual(sent.map((apdu) => encodeApdu(apdu).toString('hex')))
        expect(reader.isMidMessage).toBe(false)
      }),
      { seed: 11, numRuns: 200 },
    )
  })

  test('whatever they are, nothing throws, and nothing is read behind noise', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (parts) => {
        const reader = openApduReader()
        const read = parts.flatMap((part) => reader.take(Buffer.from(part)))
        expect(read.indexOf('noise')).toBe(read.includes('noise') ? read.length - 1 : -1)
        for (const apdu of read) if (apdu !== 'noise') readEverything(apdu.data)
        for (const part of parts) readEverything(Buffer.from(part))
      }),
      { seed: 12, numRuns: 500 },
    )
  })

  function readEverything(data: Buffer): void {
    readStatusInformation(data)
    readPrintBlock(data)
    readPrintLine(data)
    readTlvs(data)
  }

  test('parts that have been put together are overwritten, as there may be card data in them', () => {
    const parts = [Buffer.from(approved.subarray(0, 50)), Buffer.from(approved.subarray(50))]
    const reader = openApduReader()
    for (const part of parts) reader.take(part)
    expect(parts.every((part) => part.every((byte) => byte === 0))).toBe(true)
  })
})

test.each([[0, 1], [99, 1], [978, 2], [999_999_999_999, 6]])('%i in %i bytes of decimal digits and back', (value, byteCount) => {
  expect(readBcd(packBcd(value, byteCount))).toBe(value)
})

test('half a byte that is no digit is no number', () => {
  expect(readBcd(bytes('12 3F'))).toBeUndefined()
})

describe('a card number', () => {
  test.each([
    ['EE EE EE EE EE EE 47 71', '************4771'],
    ['47 61 73 EE EE EE 00 10', '476173******0010'],
    ['47 61 73 9E EE EE 00 10', '************0010'],
    ['41 11 11 11 11 11 11 11', '************1111'],
    ['37 82 82 24 63 10 00 5F', '***********0005'],
    ['67 99 99 01 00 00 00 00 01 9F', '***************0019'],
    ['12 34 5F', '*****'],
    ['', ''],
  ])('%s is shown as %s', (hex, pan) => {
    expect(readMaskedPan(bytes(hex))).toBe(pan)
  })

  test.each(testPaymentCards)('%s does not get through a text, however it is written', (pan) => {
    const grouped = pan.replace(/(\d{4})(?=\d)/g, '$1 ')
    for (const written of [pan, grouped, grouped.replaceAll(' ', '-'), `CARD ${pan} EXP`, `;${pan}=30122010000000000?`, `99${pan}`.padEnd(24, '0')]) {
      expect(hidePans(written).replace(/\D/g, '')).not.toContain(pan.slice(0, -4))
    }
    expect(hidePans(`No. ${pan}`)).toBe(`No. ${'*'.repeat(pan.length - 4)}${pan.slice(-4)}`)
  })

  test.each(['Trace# 10004001', 'AID A0000000041010', '28.01.2026   13:30:04', 'SUM EUR 1.234,00'])('"%s" is none, and stays', (line) => {
    expect(hidePans(line)).toBe(line)
  })
})

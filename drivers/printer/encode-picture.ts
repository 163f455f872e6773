import { pictureRows } from '../../src/domain/receipt/picture-rows.ts'
import type { Picture } from '../../src/domain/receipt/receipt-document.ts'

/** Rows sent at a time: small printers hold no more, and a height of one byte can never be read as a command. */
const bandRows = 128

const centred = Buffer.from([0x1b, 0x61, 0x01])
const leftAligned = Buffer.from([0x1b, 0x61, 0x00])

/** A picture in the middle of the line, by `GS v 0 0 xL xH yL yH rows`, where x counts bytes and y rows. */
export function encodePicture(picture: Picture): Buffer {
  const rows = pictureRows(picture)
  const bands = Array.from({ length: Math.ceil(rows.length / bandRows) }, (_, index) => rows.slice(index * bandRows, (index + 1) * bandRows))
  return Buffer.concat([centred, ...bands.map(encodeBand), leftAligned])
}

function encodeBand(rows: readonly Uint8Array[]): Buffer {
  const rowByteCount = rows[0]?.length ?? 0
  return Buffer.concat([Buffer.from([0x1d, 0x76, 0x30, 0x00, rowByteCount & 0xff, rowByteCount >> 8, rows.length, 0x00]), withoutRealTimeCommands(Buffer.concat(rows))])
}

/**
 * Printers look for real-time commands even inside a picture: 10 04, 10 05 and 10 14 would be taken for DLE EOT, DLE ENQ
 * and DLE DC4, which asks, resets or opens the drawer. One more black dot makes them none.
 */
function withoutRealTimeCommands(bytes: Buffer): Buffer {
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (bytes[at - 1] === 0x10 && [0x04, 0x05, 0x14].includes(byte)) bytes[at] = byte | 0x08
  }
  return bytes
}

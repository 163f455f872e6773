import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyFor, type LaneKey } from './lane-key.ts'

/** How the records of one journal stand in its second copy: a line each. */
export interface RecordLines {
  /** Of the copy's files: they differ, so that nobody takes sealed lines for damaged ones. */
  readonly suffix: '.jsonl' | '.sealed'
  write(number: number, record: string): string
  /** @returns the record's text; undefined for a line that is not whole, or sealed with another key */
  read(line: string): string | undefined
}

const nonceBytes = 12
const tagBytes = 16
const cipher = 'aes-256-gcm'

/** Lines as they are, or each sealed (AES-256-GCM) together with its journal and its number, which stands before it. */
export function recordLines({ journalId, key }: { readonly journalId: string; readonly key?: LaneKey | undefined }): RecordLines {
  if (!key) return { suffix: '.jsonl', write: (_number, record) => record, read: (line) => line }
  const copyKey = keyFor('second copy', key)
  const place = (number: string): Buffer => Buffer.from(`${journalId}\n${number}`)
  return {
    suffix: '.sealed',
    write(number, record) {
      const nonce = randomBytes(nonceBytes)
      const sealing = createCipheriv(cipher, copyKey, nonce).setAAD(place(String(number)))
      const sealed = [nonce, sealing.update(record, 'utf8'), sealing.final(), sealing.getAuthTag()]
      return `${number} ${Buffer.concat(sealed).toString('base64')}`
    },
    read(line) {
      const [number = '', text = ''] = line.split(' ')
      const sealed = Buffer.from(text, 'base64')
      if (sealed.length < nonceBytes + tagBytes) return undefined
      try {
        const opening = createDecipheriv(cipher, copyKey, sealed.subarray(0, nonceBytes)).setAAD(place(number)).setAuthTag(sealed.subarray(-tagBytes))
        return Buffer.concat([opening.update(sealed.subarray(nonceBytes, -tagBytes)), opening.final()]).toString('utf8')
      } catch {
        // The tag does not fit: torn, changed, or another key's.
        return undefined
      }
    },
  }
}

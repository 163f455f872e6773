import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/** What a datagram says, from a session that holds the store's secret. Whether it is new is for the listener to tell. */
export interface Unsealed {
  /** One life of one lane, 32 hex digits. */
  readonly session: string
  /** Counts up from 1 within the session. */
  readonly sequence: number
  readonly text: string
}

export interface Sealer {
  readonly session: string
  seal(text: string): Uint8Array
  /** @returns undefined for anything that was not sealed with this store's secret, byte for byte */
  open(datagram: Uint8Array): Unsealed | undefined
}

const magic = Buffer.from('LWN1')
const [sessionBytes, sequenceBytes, tagBytes] = [16, 6, 16]
const headBytes = magic.length + sessionBytes + sequenceBytes
const mostKeys = 500

/**
 * Seals what lanes of one store say to each other: AES-256-GCM, under a key of the session's own (HKDF-SHA256 of the
 * store's secret, salted with the session, for this purpose and store alone), so that a counted nonce is never used twice.
 * Nobody without the secret can read it or change a bit of it.
 *
 * @param session a UUID drawn anew at every start
 */
export function openSealer({ secret, storeId, session }: { readonly secret: string; readonly storeId: string; readonly session: string }): Sealer {
  const own = Buffer.from(session.replaceAll('-', ''), 'hex')
  const keys = new Map<string, Buffer>()
  const keyOf = (bytes: Buffer): Buffer => {
    const name = bytes.toString('hex')
    const known = keys.get(name)
    if (known) return known
    if (keys.size >= mostKeys) keys.clear()
    const key = Buffer.from(hkdfSync('sha256', secret, bytes, `lanewise store network 1 ${storeId}`, 32))
    keys.set(name, key)
    return key
  }
  let sequence = 0
  return {
    session: own.toString('hex'),
    seal(text) {
      sequence += 1
      const head = Buffer.concat([magic, own, numbered(sequence)])
      const cipher = createCipheriv('aes-256-gcm', keyOf(own), nonceOf(head)).setAAD(head)
      return Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(datagram) {
      const bytes = Buffer.from(datagram)
      if (bytes.length <= headBytes + tagBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined
      const head = bytes.subarray(0, headBytes)
      const from = head.subarray(magic.length, magic.length + sessionBytes)
      const decipher = createDecipheriv('aes-256-gcm', keyOf(from), nonceOf(head)).setAAD(head).setAuthTag(bytes.subarray(-tagBytes))
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(headBytes, -tagBytes)), decipher.final()]).toString('utf8')
        return { session: from.toString('hex'), sequence: head.readUIntBE(headBytes - sequenceBytes, sequenceBytes), text }
      } catch {
        // Node says no more than that it does not authenticate: another store's, forged, or cut.
        return undefined
      }
    },
  }
}

function numbered(sequence: number): Buffer {
  const bytes = Buffer.alloc(sequenceBytes)
  bytes.writeUIntBE(sequence, 0, sequenceBytes)
  return bytes
}

/** Twelve bytes: the sequence alone, for the key is the session's. */
function nonceOf(head: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(12 - sequenceBytes), head.subarray(-sequenceBytes)])
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

/** A text as it goes over the line, and who stands for every byte of it. */
export interface SignedText {
  readonly text: string
  /** Public half of the key, see `SigningKey`. What it is worth is for the reader to know. */
  readonly key: string
  /** Ed25519 over the text's UTF-8, base64url. */
  readonly signature: string
}

/** An Ed25519 key in the two numbers a JWK has: 32 bytes each, base64url, 43 characters. */
export interface SigningKey {
  readonly publicKey: string
  readonly privateKey: string
}

export function newSigningKey(): SigningKey {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (x === undefined || d === undefined) throw new Error('node:crypto made no Ed25519 key')
  return { publicKey: x, privateKey: d }
}

/** Makes texts that whoever knows the public key can trust. */
export function openSigner({ publicKey, privateKey }: SigningKey): (text: string) => SignedText {
  const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey }, format: 'jwk' })
  return (text) => ({ text, key: publicKey, signature: sign(null, Buffer.from(text), key).toString('base64url') })
}

/** True when the holder of this public key has signed exactly this text; a key or signature that is none is false. */
export function isSignedBy(publicKey: string, { text, signature }: SignedText): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch (error) {
    // The key came over the line: Node throws for one that is no point of the curve.
    if (error instanceof Error) return false
    throw error
  }
}

/** Where key and signature of an answer's body are found. */
export const signatureHeaders = { key: 'lanewise-key', signature: 'lanewise-signature' } as const

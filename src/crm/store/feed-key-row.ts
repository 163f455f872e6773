import { newSigningKey, type SigningKey } from '../../contract/signing.ts'
import type { Connection } from './open-database.ts'

/** The chain's key, made when the database has none. It stays with the database, also in its backups: lanes know it by heart. */
export async function readFeedKey(connection: Connection): Promise<SigningKey> {
  const made = newSigningKey()
  await connection.query('insert into feed_key (place, public_key, private_key) values (1, $1, $2) on conflict (place) do nothing', [made.publicKey, made.privateKey])
  const { rows } = await connection.query<{ public_key: string; private_key: string }>('select public_key, private_key from feed_key')
  return { publicKey: rows[0]?.public_key ?? made.publicKey, privateKey: rows[0]?.private_key ?? made.privateKey }
}

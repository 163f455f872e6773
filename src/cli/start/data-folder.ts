import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { holdName } from './hold-name.ts'

const secrets = z.strictObject({ laneToken: z.string().length(64), adminToken: z.string().length(64), couponSecret: z.string().length(64), memberSecret: z.string().length(64) })

/** Made once per data folder; the demo store, the CRM and the lane share them. */
export type Secrets = z.infer<typeof secrets>

/** Everything one demo shop keeps, and where. */
export interface DataFolder {
  readonly path: string
  readonly secrets: Secrets
  /** Path of a file or folder inside. */
  at(name: string): string
  /** Writes a file that only its owner may read. */
  writeSecret(name: string, text: string): string
}

const secretsFile = 'secrets.json'
const privateFolders = ['lane', 'devices', 'logs']

/**
 * Opens the folder, making it and its secrets on first use, and keeps others from using it until this process ends.
 * @param fresh empties it first; only a folder of ours is emptied
 * @throws Error when another start uses it, when it holds something else, or when its secrets are damaged
 */
export async function openDataFolder(path: string, fresh: boolean): Promise<DataFolder> {
  const full = resolve(path)
  if ((await holdName(`data ${full}`)) === undefined) throw new Error(`Lanewise already runs on ${full}. Stop that one first, or give this one another folder with --data.`)
  if (fresh) empty(full)
  const at = (name: string): string => join(full, name)
  // Others may pass through, for PostgreSQL's own account when root starts it, and look into nothing.
  mkdirSync(full, { recursive: true, mode: 0o711 })
  for (const name of privateFolders) mkdirSync(at(name), { recursive: true, mode: 0o700 })
  const writeSecret = (name: string, text: string): string => {
    rmSync(at(name), { force: true })
    writeFileSync(at(name), text, { mode: 0o600, flag: 'wx' })
    return at(name)
  }
  if (!existsSync(at(secretsFile))) writeSecret(secretsFile, `${JSON.stringify(newSecrets(), null, 2)}\n`)
  return { path: full, secrets: readSecrets(at(secretsFile)), at, writeSecret }
}

function empty(path: string): void {
  if (!existsSync(path)) return
  if (!existsSync(join(path, secretsFile)) && readdirSync(path).length > 0) throw new Error(`${path} holds something that is not Lanewise's: --fresh does not empty it.`)
  rmSync(path, { recursive: true, force: true })
}

function newSecrets(): Secrets {
  const secret = (): string => randomBytes(32).toString('hex')
  return { laneToken: secret(), adminToken: secret(), couponSecret: secret(), memberSecret: secret() }
}

function readSecrets(path: string): Secrets {
  try {
    return secrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new Error(`${path} is damaged: put it back from a copy, or start over with --fresh.`, { cause: error })
  }
}

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Holds a name that only one process on this machine can hold, until it lets go or ends, whatever it ends of:
 * a socket in Linux's abstract namespace leaves no stale lock file behind.
 * @param name any text
 * @returns lets go; undefined when another process, or another part of this one, holds it
 */
export async function holdName(name: string): Promise<(() => void) | undefined> {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 32)
  const server = createServer((caller) => caller.destroy()).listen({ path: `\0lanewise-${digest}` })
  server.unref()
  try {
    await once(server, 'listening')
    return () => void server.close()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
}

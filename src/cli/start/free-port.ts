import { once } from 'node:events'
import { createServer } from 'node:net'
import { assert } from '../../domain/assert.ts'

/** Whether a port of 127.0.0.1 can be listened on. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return true
  } catch {
    // Taken, or not ours to take: either way another one is needed.
    return false
  } finally {
    server.close()
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  assert(address !== null && typeof address === 'object', 'a TCP server has a port')
  return address.port
}

/** Times another program may take a port between our look and our use of it. */
const mostRaces = 3

/**
 * Uses a port that is free: the usual one, so that addresses stay the same from day to day, else any.
 * Another program may take it in the moment between the look and the use; then `use` is tried on another.
 * @throws Error of `use` when its port was not taken by anybody else
 */
export async function onFreePort<Used>({ wanted, usual, say }: PortWish, use: (port: number) => Promise<Used>): Promise<Used> {
  for (let races = 0; ; races += 1) {
    const port = await choosePort(wanted, usual, say)
    try {
      return await use(port)
    } catch (error) {
      if (wanted !== undefined || races === mostRaces || (await isFree(port))) throw error
    }
  }
}

export interface PortWish {
  /** One that somebody insists on, if anybody does. */
  readonly wanted?: number | undefined
  readonly usual: number
  /** Hears that another one had to be taken. */
  readonly say: (line: string) => void
}

/**
 * @param wanted a port somebody insists on, if anybody does
 * @param usual  tried otherwise, so that addresses stay the same from day to day
 * @param say    hears that another one had to be taken
 * @throws Error when the wanted one is taken
 */
async function choosePort(wanted: number | undefined, usual: number, say: (line: string) => void): Promise<number> {
  if (await isFree(wanted ?? usual)) return wanted ?? usual
  if (wanted !== undefined) throw new Error(`Port ${wanted} is taken. Stop what uses it, or leave --port out to take a free one.`)
  const port = await freePort()
  say(`Port ${usual} is taken; using ${port}.`)
  return port
}

import { createServer, type Server } from 'node:net'

/** Gives the path free again. */
export type Release = () => Promise<void>

/**
 * Makes sure that one driver at a time has a device open, in this process and in every other of ours:
 * the kernel lets any number of programs open the same hidraw, and each of them would get every code.
 *
 * The lock is a listening socket with a name and no file, which the kernel gives up with its owner: nothing is left
 * behind by a crash. Elsewhere than on Linux there is no such thing, and nothing is locked.
 * @throws an error coded EBUSY when the path is claimed
 */
export async function claimPath(path: string, platform: NodeJS.Platform = process.platform): Promise<Release> {
  if (platform !== 'linux') return () => Promise.resolve()
  // Whoever knocks is turned away: the name alone is the lock.
  const server = createServer((socket) => socket.destroy())
  server.unref()
  await listening(server, `\0lanewise-device:${path}`, path)
  return () => new Promise((released) => server.close(() => released()))
}

function listening(server: Server, name: string, path: string): Promise<void> {
  return new Promise((claimed, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      failed(error.code === 'EADDRINUSE' ? Object.assign(new Error(`${path} is open in another driver`), { code: 'EBUSY' }) : error)
    })
    server.listen({ path: name, exclusive: true }, claimed)
  })
}

import type { Crm } from '../crm.ts'
import type { CrmLogLine } from '../open-crm.ts'
import { createCrmServer, type CrmServer } from './crm-server.ts'

export interface ServeOptions {
  readonly crm: Crm
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  readonly laneToken: string
  readonly adminToken: string
  readonly log?: (line: CrmLogLine) => void
}

export interface ServedCrm {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string
  /** Ends open requests' connections and stops listening; the CRM itself stays open. */
  close(): Promise<void>
}

/** @throws Error saying what to do when the port is taken or not allowed */
export async function serveCrm({ crm, host, port, laneToken, adminToken, log = () => undefined }: ServeOptions): Promise<ServedCrm> {
  const server = await createCrmServer({ crm, laneToken, adminToken, log })
  const url = await listen(server, host, port).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  return { url, close: () => server.close() }
}

async function listen(server: CrmServer, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} on ${host} is taken by another program. Stop that one, or choose another with --port (0 picks a free one).`, { cause: error })
    if (code === 'EACCES') throw new Error(`Port ${port} on ${host} may not be used by this user. Choose one above 1023 with --port.`, { cause: error })
    throw error
  }
}

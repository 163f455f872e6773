import { Agent as PlainAgent, request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'

/** One connection to one server, kept between requests and given up at the first trouble. */
export interface HttpLine {
  /** @throws when there is no whole answer in time; the connection is ended then */
  send(target: URL, asked: { readonly method: 'GET' | 'PUT' | 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body?: string | undefined }): Promise<LineAnswer>
  /** Ends the connection: whatever still comes over it answers nothing. */
  drop(): void
}

export interface LineAnswer {
  readonly status: number
  readonly text: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface LineLimits {
  /** Without a byte in either direction for so long, the other end is taken to be gone: a half-open connection looks like this. */
  readonly silenceMs: number
  /** For a whole answer, however lively. */
  readonly wholeMs: number
}

/** The largest answer that is read. */
const mostBytes = 64 * 1024 * 1024

/** @param closing aborts the request under way */
export function openHttpLine(closing: AbortSignal, { silenceMs, wholeMs }: LineLimits): HttpLine {
  let agents = openAgents()
  const drop = (): void => {
    agents.plain.destroy()
    agents.tls.destroy()
    agents = openAgents()
  }
  return {
    drop,
    async send(target, { method, headers, body }) {
      const signal = AbortSignal.any([closing, AbortSignal.timeout(wholeMs)])
      const length = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
      const options: RequestOptions = { method, headers: { ...headers, ...length }, signal }
      try {
        const answer = await answerTo(target, options, body)
        return { status: answer.statusCode ?? 0, text: await textOf(answer), headers: answer.headers }
      } catch (error) {
        drop()
        throw error
      }
    },
  }

  function answerTo(target: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = target.protocol === 'https:' ? tlsRequest(target, { ...options, agent: agents.tls }, resolve) : plainRequest(target, { ...options, agent: agents.plain }, resolve)
      asked.setTimeout(silenceMs, () => asked.destroy(new Error(`not a byte for ${silenceMs} ms`)))
      asked.once('error', reject)
      asked.end(body)
    })
  }
}

function openAgents(): { readonly plain: PlainAgent; readonly tls: TlsAgent } {
  const options = { keepAlive: true, maxSockets: 1 }
  return { plain: new PlainAgent(options), tls: new TlsAgent(options) }
}

/** @throws when the connection ends before the answer does */
async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let byteCount = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    byteCount += chunk.length
    if (byteCount > mostBytes) throw new Error(`the answer is larger than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

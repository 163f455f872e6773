import { runLanewise } from '../../src/cli/run-lanewise.ts'

export interface Ran {
  readonly code: number
  readonly out: readonly string[]
  readonly err: readonly string[]
  readonly bytes: Buffer
}

/** Runs one command line in this process, as `npm run -s lanewise -- …` would. */
export async function lanewise(args: readonly string[], { input = '', folder = process.cwd(), env = {} }: { readonly input?: string | Uint8Array; readonly folder?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const parts: Uint8Array[] = []
  async function* stdin(): AsyncGenerator<string | Uint8Array> {
    if (input.length > 0) yield input
  }
  const code = await runLanewise(args, { input: stdin(), out: (line) => void out.push(line), bytes: (data) => void parts.push(data), err: (line) => void err.push(line), folder, env })
  return { code, out, err, bytes: Buffer.concat(parts) }
}

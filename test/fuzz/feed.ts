import type { FuzzTarget } from './fuzz-target.ts'

/** Errors that a promise of a driver's ended in, and that nobody waited for. */
let lostErrors: unknown[] = []
process.on('unhandledRejection', (error) => void lostErrors.push(error))

/** Feeds one stream to a fresh parser. @returns what broke, or undefined */
export async function feed(target: FuzzTarget, stream: readonly Buffer[]): Promise<string | undefined> {
  lostErrors = []
  try {
    const parser = target.open()
    // A copy each: whoever takes bytes from a wire may wipe them.
    for (const portion of stream) {
      parser.take(Buffer.from(portion))
      await parser.settle?.()
    }
    parser.end()
    if (parser.settle) await new Promise((resume) => setImmediate(resume))
    return lostErrors.length > 0 ? described(lostErrors[0]) : undefined
  } catch (error) {
    return described(error)
  }
}

function described(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack?.split('\n').slice(1, 4).join('\n') ?? ''}` : String(error)
}

/** Each try feeds a stream again; enough for streams of a few kilobytes. */
const maxTryCount = 20_000

/** Takes away whatever a failing stream can do without: portions, then ranges of bytes. */
export async function shrink(target: FuzzTarget, failing: readonly Buffer[]): Promise<readonly Buffer[]> {
  let tryCount = 0
  const stillFails = async (stream: readonly Buffer[]): Promise<boolean> => ++tryCount <= maxTryCount && (await feed(target, stream)) !== undefined
  let stream = await withoutParts(failing, stillFails)
  const joined = [Buffer.concat([...stream])]
  if (!target.isWhole && stream.length > 1 && (await stillFails(joined))) stream = joined
  for (const index of stream.keys()) {
    const present = stream
    const bytes = await withoutParts([...(present[index] ?? [])], (shorter) => stillFails(present.with(index, Buffer.from(shorter))))
    stream = present.with(index, Buffer.from(bytes))
  }
  return stream.filter((portion) => portion.length > 0)
}

/** Takes ranges out of a list as long as it still fails: half of it first, single parts last. */
async function withoutParts<Part>(parts: readonly Part[], stillFails: (shorter: readonly Part[]) => Promise<boolean>): Promise<readonly Part[]> {
  let left = parts
  for (let size = Math.max(Math.ceil(parts.length / 2), 1); ; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const shorter = [...left.slice(0, at), ...left.slice(at + size)]
      if (shorter.length > 0 && (await stillFails(shorter))) left = shorter
      else at += size
    }
    if (size <= 1) return left
  }
}

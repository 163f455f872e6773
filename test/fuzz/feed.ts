import type { FuzzTarget } from './fuzz-target.ts'

/** Feeds one stream to a fresh parser. @returns what broke, or undefined */
export function feed(target: FuzzTarget, stream: readonly Buffer[]): string | undefined {
  try {
    const parser = target.open()
    // A copy each: whoever takes bytes from a wire may wipe them.
    for (const portion of stream) parser.take(Buffer.from(portion))
    parser.end()
    return undefined
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack?.split('\n').slice(1, 4).join('\n') ?? ''}` : String(error)
  }
}

/** Each try feeds a stream again; enough for streams of a few kilobytes. */
const maxTryCount = 20_000

/** Takes away whatever a failing stream can do without: portions, then ranges of bytes. */
export function shrink(target: FuzzTarget, failing: readonly Buffer[]): readonly Buffer[] {
  let tryCount = 0
  const stillFails = (stream: readonly Buffer[]): boolean => ++tryCount <= maxTryCount && feed(target, stream) !== undefined
  let stream = withoutParts(failing, (shorter) => stillFails(shorter))
  const joined = [Buffer.concat([...stream])]
  if (!target.isWhole && stream.length > 1 && stillFails(joined)) stream = joined
  for (const index of stream.keys()) {
    const bytes = withoutParts([...(stream[index] ?? [])], (shorter) => stillFails(stream.with(index, Buffer.from(shorter))))
    stream = stream.with(index, Buffer.from(bytes))
  }
  return stream.filter((portion) => portion.length > 0)
}

/** Takes ranges out of a list as long as it still fails: half of it first, single parts last. */
function withoutParts<Part>(parts: readonly Part[], stillFails: (shorter: readonly Part[]) => boolean): readonly Part[] {
  let left = parts
  for (let size = Math.max(Math.ceil(parts.length / 2), 1); ; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const shorter = [...left.slice(0, at), ...left.slice(at + size)]
      if (shorter.length > 0 && stillFails(shorter)) left = shorter
      else at += size
    }
    if (size <= 1) return left
  }
}

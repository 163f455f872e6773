export type RealTimeCommand = { readonly kind: 'status'; readonly n: number } | { readonly kind: 'kick'; readonly pin: 2 | 5 }

/**
 * Takes real-time commands out of a stream before anything else looks at it, as a printer's receiver does:
 * even inside a barcode, and while the printer itself has stopped.
 * Holds at most four bytes, the beginning of a command whose end has not come.
 */
export function openRealTimeReader(): (bytes: Buffer) => { readonly commands: readonly RealTimeCommand[]; readonly rest: Buffer } {
  let held = Buffer.alloc(0)
  return (bytes) => {
    const stream = Buffer.concat([held, bytes])
    held = Buffer.alloc(0)
    const commands: RealTimeCommand[] = []
    const rest: number[] = []
    let at = 0
    while (at < stream.length) {
      const length = commandLength(stream, at)
      if (length === undefined) rest.push(stream[at++] ?? 0)
      else if (at + length > stream.length) {
        held = stream.subarray(at)
        break
      } else {
        commands.push(commandAt(stream, at))
        at += length
      }
    }
    return { commands, rest: Buffer.from(rest) }
  }
}

/** Bytes of the real-time command that begins here, as far as the bytes there are can tell; undefined when none does. */
function commandLength(stream: Buffer, at: number): number | undefined {
  const [first, second, third] = [stream[at], stream[at + 1], stream[at + 2]]
  if (first !== 0x10) return undefined
  if (second === undefined) return 2
  if (second === 0x04) return third === undefined || (third >= 1 && third <= 4) ? 3 : undefined
  return second === 0x14 && (third === undefined || third === 1) ? 5 : undefined
}

function commandAt(stream: Buffer, at: number): RealTimeCommand {
  if (stream[at + 1] === 0x04) return { kind: 'status', n: stream[at + 2] ?? 1 }
  return { kind: 'kick', pin: (stream[at + 3] ?? 0) === 0 ? 2 : 5 }
}

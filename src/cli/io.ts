/** The outside of a command: what a terminal, a pipe or a test gives it. */
export interface Io {
  /** Standard input. */
  readonly input: AsyncIterable<string | Uint8Array>
  /** Writes one line of result. */
  out(line: string): void
  /** Writes result bytes as they are. */
  bytes(data: Uint8Array): void
  /** Writes one line for people: progress, trouble, advice. */
  err(line: string): void
  /** Folder that relative paths start from. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

import iconv from 'iconv-lite'

/** Text in the protocol's standard character set, code page 437, without its closing NUL and without control characters. */
export function readText(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return iconv.decode(end < 0 ? bytes : bytes.subarray(0, end), 'cp437').replace(/\p{Cc}/gu, ' ').trimEnd()
}

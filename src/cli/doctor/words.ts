const mib = 1024 * 1024

/** "312 MB", in whole megabytes, of 1,024 kB as disks are shown. */
export function megabytes(bytes: number): string {
  return bytes > 0 && bytes < mib ? 'less than 1 MB' : `${Math.round(bytes / mib).toLocaleString('en-GB')} MB`
}

/** "4 minutes", "3 hours", "12 days", rounded down; a time of a clock that was set back is "no time". */
export function lasting(seconds: number): string {
  if (seconds < 1) return 'no time'
  if (seconds < 120) return `${Math.floor(seconds)} s`
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} minutes`
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} hours` : `${Math.floor(seconds / 86_400)} days`
}

/** Seconds from one ISO time to a later one. */
export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000
}

/** How a clock goes that is so many seconds ahead; one of them is lost in measuring. */
export function driftWords(seconds: number): string {
  return Math.abs(seconds) <= 1 ? 'right' : `${lasting(Math.abs(seconds))} ${seconds > 0 ? 'ahead' : 'behind'}`
}

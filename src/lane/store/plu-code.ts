/** The key under which an item number is found: leading zeros do not count. */
export function pluCode(plu: string): string {
  return `plu:${plu.replace(/^0+(?=.)/, '')}`
}

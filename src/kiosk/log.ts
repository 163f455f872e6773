/** Tells the people who run the lane what happened; `data` never holds codes, cards or names. */
export type Log = (event: string, data?: Readonly<Record<string, string | number>>) => void

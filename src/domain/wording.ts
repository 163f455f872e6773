/** A name people read. English is always there; another language falls back to it. */
export interface Wording {
  readonly en: string
  readonly zh?: string | undefined
}

export type Language = 'en' | 'zh'

export function worded(wording: Wording, language: Language): string {
  return language === 'zh' ? (wording.zh ?? wording.en) : wording.en
}

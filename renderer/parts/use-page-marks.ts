import { useEffect } from 'react'
import type { Language } from '../../src/domain/wording.ts'
import { languageTags } from '../wording/dictionaries.ts'

/** Marks the page with its language, for fonts and screen readers, and with the edition it shows, for whoever waits for it to appear. */
export function usePageMarks(language: Language, edition: number | undefined): void {
  useEffect(() => {
    document.documentElement.lang = languageTags[language]
    document.documentElement.dataset['edition'] = String(edition ?? '')
  }, [language, edition])
}

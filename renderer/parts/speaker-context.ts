import { createContext, useContext, useMemo } from 'react'
import type { Currency } from '../../src/domain/money/money.ts'
import type { Language } from '../../src/domain/wording.ts'
import { speakerFor } from '../wording/speaker.ts'
import type { Speaker } from '../wording/speaker.ts'

/** Until the lane has said what it sells in. */
const beforeFirstView: Currency = { code: 'EUR', decimals: 2, symbol: '€' }

/** The page's language and currency, for every part below it. */
export const SpeakerContext = createContext<Speaker>(speakerFor('en', beforeFirstView))

export function useSpeaker(): Speaker {
  return useContext(SpeakerContext)
}

/** One speaker for as long as language and currency stay the same: views bring the currency anew each time. */
export function useSpeakerFor(language: Language, currency: Currency = beforeFirstView): Speaker {
  const { code, decimals, symbol } = currency
  return useMemo(() => speakerFor(language, { code, decimals, symbol }), [language, code, decimals, symbol])
}

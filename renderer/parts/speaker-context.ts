import { createContext, useContext } from 'react'
import { speakerFor } from '../wording/speaker.ts'
import type { Speaker } from '../wording/speaker.ts'

/** The page's language and currency, for every part below it. */
export const SpeakerContext = createContext<Speaker>(speakerFor('en', { code: 'EUR', decimals: 2, symbol: '€' }))

export function useSpeaker(): Speaker {
  return useContext(SpeakerContext)
}

import type { Language } from '../../src/domain/wording.ts'
import { enDevices } from './devices-en.ts'
import { enMessages, enReasons, enWords } from './en.ts'
import type { Dictionary } from './words.ts'
import { zh } from './zh.ts'

export type WordKey = keyof typeof enWords

const en: Dictionary<WordKey> = { words: enWords, messages: enMessages, reasons: enReasons, devices: enDevices }

export const dictionaries: Readonly<Record<Language, Dictionary<WordKey>>> = { en, zh }

/** The language tag the page declares, for fonts, line breaks and screen readers. */
export const languageTags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' }

import type { Language } from '../../src/domain/wording.ts'
import { enDevices } from './devices-en.ts'
import { zhDevices } from './devices-zh.ts'
import { enMessages, enReasons } from './messages-en.ts'
import { zhMessages, zhReasons } from './messages-zh.ts'
import { enWords } from './words-en.ts'
import { zhWords } from './words-zh.ts'
import type { Dictionary } from './words.ts'

export type WordKey = keyof typeof enWords

const en: Dictionary<WordKey> = { words: enWords, messages: enMessages, reasons: enReasons, devices: enDevices }
const zh: Dictionary<WordKey> = { words: zhWords, messages: zhMessages, reasons: zhReasons, devices: zhDevices }

export const dictionaries: Readonly<Record<Language, Dictionary<WordKey>>> = { en, zh }

/** The language tag the page declares, for fonts, line breaks and screen readers. */
export const languageTags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' }

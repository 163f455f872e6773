import type { ViewDevice, ViewMessage } from '../../src/contract/lane-view.ts'
import type { Currency } from '../../src/domain/money/money.ts'
import { worded } from '../../src/domain/wording.ts'
import type { Language, Wording } from '../../src/domain/wording.ts'
import { dictionaries } from './dictionaries.ts'
import type { WordKey } from './dictionaries.ts'
import { fillGaps } from './fill-gaps.ts'
import type { GapData } from './fill-gaps.ts'

/** Words things in one language, with one currency. */
export interface Speaker {
  readonly language: Language
  readonly currency: Currency
  say(key: WordKey, data?: GapData): string
  /** A name from the store's data. */
  name(wording: Wording): string
  message(message: Pick<ViewMessage, 'code' | 'data'>, devices?: readonly ViewDevice[]): { readonly title: string; readonly detail: string }
  /** Why something was not done, or what it waits for. */
  reason(code: string): string
  device(device: Pick<ViewDevice, 'role'>): string
  /** A trouble of a device in a word or two, and what puts it right. A code this screen does not know says that somebody should look. */
  trouble(code: string): { readonly word: string; readonly advice: string }
  /** How to sell on without a device. */
  fallback(device: Pick<ViewDevice, 'role'>): string
}

export function speakerFor(language: Language, currency: Currency): Speaker {
  const dictionary = dictionaries[language]
  const fill = (sentence: string, data: GapData): string => fillGaps(sentence, data, language, currency)
  const roleWords = { scanner: 'scanner', 'card-reader': 'cardReader', printer: 'printer', drawer: 'drawer', 'line-display': 'lineDisplay', scale: 'scale', 'payment-terminal': 'paymentTerminal' } as const
  const deviceName = (device: Pick<ViewDevice, 'role'>): string => dictionary.words[roleWords[device.role]]
  return {
    language,
    currency,
    say: (key, data = {}) => fill(dictionary.words[key], data),
    name: (wording) => worded(wording, language),
    message(message, devices = []) {
      const known = lookUp(dictionary.messages, spokenCode(message))
      const device = devices.find(({ name, role }) => name === message.data['device'] || role === message.data['device'])
      const data: GapData = {
        ...message.data,
        ...(known ? {} : { code: message.code }),
        ...(device ? { device: deviceName(device), fallback: dictionary.devices.fallbacks[device.role] } : {}),
        reason: fill(lookUp(dictionary.reasons, String(message.data['reason'] ?? '')) ?? dictionary.reasons.noise, message.data),
        ...dateGap(message.data),
      }
      const { title, detail } = known ?? dictionary.messages['unknown-message']
      return { title: fill(title, data), detail: fill(detail, data) }
    },
    reason: (code) => lookUp(dictionary.reasons, code) ?? dictionary.reasons.noise,
    device: deviceName,
    trouble: (code) => lookUp(dictionary.devices.troubles, code) ?? dictionary.devices.troubles['needs-care'],
    fallback: ({ role }) => dictionary.devices.fallbacks[role],
  }
}

/** A member who has no list is welcomed without counting it. */
function spokenCode(message: Pick<ViewMessage, 'code' | 'data'>): string {
  return message.code === 'member-attached' && Number(message.data['total'] ?? 0) === 0 ? 'member-without-list' : message.code
}

/** The lane calls it `bornOnOrBefore`; a gap must end in `Date` to be worded as one. */
function dateGap(data: GapData): GapData {
  const day = data['bornOnOrBefore']
  return day === undefined ? {} : { bornOnOrBeforeDate: day }
}

/** The lane may be newer than this screen: a code from outside is looked up, not trusted to be there. */
function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

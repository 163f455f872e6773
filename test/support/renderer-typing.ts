import type { CDPSession, Page } from 'playwright-core'

/** One key of a scanner that types, and the wait after it. */
interface TimedKey {
  readonly key: string
  readonly afterMs: number
}

const functionKeys: Readonly<Record<string, number>> = { F13: 124, F18: 129, F19: 130 }

export interface TypingScanner {
  /** Types keys with the times a scanner would, however slow this machine is: the browser is told when each was pressed. */
  type(keys: readonly TimedKey[]): Promise<void>
}

/** Keys that really go through the browser, unlike events made in the page: they press buttons and write into boxes. */
export async function openTypingScanner(page: Page): Promise<TypingScanner> {
  const devtools = await page.context().newCDPSession(page)
  // Ahead of the clock, so that no two runs of one test overlap in time.
  let atMs = Date.now()
  return {
    async type(keys) {
      const sent = keys.map(({ key, afterMs }) => {
        const pressed = pressKey(devtools, key, atMs / 1000)
        atMs += afterMs
        return pressed
      })
      await Promise.all(sent)
    },
  }
}

const shiftHeld = 8

async function pressKey(devtools: CDPSession, key: string, timestamp: number): Promise<void> {
  const isCapital = /^[A-Z]$/.test(key)
  const code = /^\d$/.test(key) ? `Digit${key}` : isCapital ? `Key${key}` : key
  const isCharacter = code !== key
  const windowsVirtualKeyCode = isCharacter ? key.charCodeAt(0) : (functionKeys[key] ?? 13)
  const text = isCharacter ? key : key === 'Enter' ? '\r' : ''
  const modifiers = isCapital ? shiftHeld : 0
  const shift = { key: 'Shift', code: 'ShiftLeft', windowsVirtualKeyCode: 16, timestamp }
  await Promise.all([
    ...(isCapital ? [devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', modifiers, ...shift })] : []),
    devtools.send('Input.dispatchKeyEvent', { type: text === '' ? 'rawKeyDown' : 'keyDown', key, code, modifiers, windowsVirtualKeyCode, timestamp, ...(text === '' ? {} : { text }) }),
    devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers, windowsVirtualKeyCode, timestamp }),
    ...(isCapital ? [devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shift })] : []),
  ])
}

/** A code as a scanner sends it that has been set up with prefix and suffix. */
export function framedCode(text: string): TimedKey[] {
  return ['F18', ...text, 'F19'].map((key) => ({ key, afterMs: 2 }))
}

/** A code from a scanner as it comes out of the box: digits and Enter, fast. */
export function plainCode(text: string): TimedKey[] {
  return [...text, 'Enter'].map((key) => ({ key, afterMs: 4 }))
}

export function fingers(text: string): TimedKey[] {
  return [...text].map((key) => ({ key, afterMs: 180 }))
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { dictionaries } from '../../renderer/wording/dictionaries.ts'
import { speakerFor } from '../../renderer/wording/speaker.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** A state told by a driver, in all the ways the code writes one. */
const told = [/\.tell\((?:'away'|'needs-care'),\s*'([a-z-]+)'/g, /\btrouble: '([a-z-]+)'/g]

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.startsWith('simulator/')).map((name) => readFileSync(join(root, folder, name), 'utf8'))
}

const troubles = new Set([...sources('drivers'), ...sources('electron')].flatMap((source) => told.flatMap((pattern) => [...source.matchAll(pattern)].map(([, code]) => code ?? ''))))
const wireTroubles = /type WireTrouble = ([^\n]+)/.exec(readFileSync(join(root, 'drivers/wire/wire.ts'), 'utf8'))?.[1]?.match(/[a-z-]{2,}/g) ?? []

describe('what is wrong with a device', () => {
  it('is worded, with what to do, in every language for every code a driver can tell', () => {
    expect(troubles.size).toBeGreaterThan(5)
    expect(wireTroubles).toContain('unplugged')
    for (const [language, { devices }] of Object.entries(dictionaries)) {
      const silent = [...troubles, ...wireTroubles].filter((code) => !Object.hasOwn(devices.troubles, code))
      expect({ language, silent }).toEqual({ language, silent: [] })
    }
  })

  it('is short enough for the status bar, and its advice for one line of the pane', () => {
    const long = Object.entries(dictionaries.en.devices.troubles).filter(([, { word, advice }]) => word.length > 18 || advice.length > 70)
    expect(long).toEqual([])
  })

  it('is somebody’s to look at when the screen does not know it', () => {
    const speaker = speakerFor('en', { code: 'EUR', decimals: 2, symbol: '€' })
    expect(speaker.trouble('from-a-newer-lane')).toEqual({ word: 'needs care', advice: 'Look at the device' })
    expect(speaker.trouble('toString').word).toBe('needs care')
  })
})

/** Loaded before a program (`node --import`): takes one defence away, as the environment says, while its file is loaded. */
import { registerHooks } from 'node:module'
import type { Weakening } from './fault-row.ts'

const root = new URL('../../', import.meta.url).href
const { file, find, replace } = JSON.parse(process.env.LANEWISE_WEAKENING ?? '{}') as Weakening

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (url !== root + file) return loaded
    const parts = String(loaded.source).split(find)
    if (parts.length !== 2) throw new Error(`The weakening no longer fits: its text occurs ${parts.length - 1} times in ${file}. Write it anew.`)
    return { ...loaded, source: parts.join(replace) }
  },
})

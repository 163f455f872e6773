import type { FuzzTarget } from './fuzz-target.ts'
import { askerTargets } from './targets/askers.ts'
import { cardTargets } from './targets/cards.ts'
import { codeTargets } from './targets/codes.ts'
import { frameTargets } from './targets/frames.ts'
import { scannerTargets } from './targets/scanners.ts'

/** Every parser of bytes or text that comes from outside. */
export const fuzzTargets: readonly FuzzTarget[] = [...codeTargets, ...scannerTargets, ...cardTargets, ...askerTargets, ...frameTargets]

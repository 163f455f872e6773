import type { DeviceConfig } from '../../src/contract/config.ts'
import type { CodeKind } from './code-kind.ts'

/** Letters that a maker's scanners put in front of a code where they are set up to; see `labelId` in its config. */
type LabelIds = Exclude<Extract<DeviceConfig, { role: 'scanner' }>['labelId'], 'none'>

/** As the scanners leave the factory; Datalogic has one set for America and one for Europe. Source: the makers' reference guides. */
const kindsByLabelId: Readonly<Record<LabelIds, Readonly<Record<string, CodeKind>>>> = {
  'zebra': { A: 'upc-or-ean', B: 'code-39', C: 'codabar', D: 'code-128', E: 'code-93', F: 'itf', K: 'gs1-128', L: 'bookland', R: 'data-bar', X: 'pdf417', z: 'aztec', P00: 'data-matrix', P01: 'qr', P0G: 'gs1-data-matrix', P0Q: 'gs1-qr' },
  'honeywell': { c: 'upc-a', E: 'upc-e', D: 'ean-8', d: 'ean-13', j: 'code-128', I: 'gs1-128', b: 'code-39', a: 'codabar', i: 'code-93', e: 'itf', y: 'data-bar', '{': 'data-bar', '}': 'data-bar', r: 'pdf417', w: 'data-matrix', s: 'qr', z: 'aztec' },
  'datalogic': { A: 'upc-a', E: 'upc-e', FF: 'ean-8', F: 'ean-13', '#': 'code-128', '*': 'code-39', '%': 'codabar', '&': 'code-93', i: 'itf', R4: 'data-bar', RL: 'data-bar', RX: 'data-bar' },
  'datalogic-eu': { C: 'upc-a', D: 'upc-e', A: 'ean-8', B: 'ean-13', J: 'ean-8', K: 'ean-8', L: 'ean-13', M: 'ean-13', T: 'code-128', k: 'gs1-128', V: 'code-39', R: 'codabar', U: 'code-93', N: 'itf', t: 'data-bar', u: 'data-bar', v: 'data-bar' },
}

/** Takes a maker's letters off. @returns undefined where the code does not begin with any of them, or is nothing else */
export function takeLabelId(labelIds: LabelIds, code: string): { readonly kind: CodeKind; readonly text: string } | undefined {
  const kinds = kindsByLabelId[labelIds]
  const longestFirst = Object.keys(kinds).sort((one, other) => other.length - one.length)
  const found = longestFirst.find((letters) => code.startsWith(letters) && code.length > letters.length)
  const kind = found === undefined ? undefined : kinds[found]
  return found === undefined || kind === undefined ? undefined : { kind, text: code.slice(found.length) }
}

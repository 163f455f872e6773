import bwipjs from 'bwip-js/node'
import { z } from 'zod'
import { pictureOf } from '../../src/domain/receipt/picture-rows.ts'
import type { Picture } from '../../src/domain/receipt/receipt-document.ts'
import { Unprintable } from './unprintable.ts'

/** What the barcode library answers: widths of bars and spaces in turn, or the modules of a square row by row. */
const bars = z.tuple([z.object({ sbs: z.array(z.number().int().min(1)) })])
const modules = z.tuple([z.object({ pixs: z.array(z.number().int().min(0).max(1)), pixx: z.number().int().min(1), pixy: z.number().int().min(1) })])

const quietModules = 10
const librarySymbology = { 'ean-13': 'ean13', 'code-128': 'code128', 'gs1-128': 'gs1-128' }

/**
 * Bars for a printer that has none of its own, light margins included.
 * @param data as in a receipt: AIs of a GS1-128 in parentheses
 * @throws Unprintable when the data does not fit the symbology
 */
export function drawBars(symbology: 'ean-13' | 'code-128' | 'gs1-128', data: string, { moduleDots, heightDots }: { readonly moduleDots: number; readonly heightDots: number }): Picture {
  const [{ sbs }] = bars.parse(drawn(librarySymbology[symbology], data))
  const margin = Array.from({ length: quietModules }, () => false)
  const dark = [...margin, ...sbs.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0)), ...margin]
  return pictureOf(dark.length * moduleDots, heightDots, (column) => dark[Math.floor(column / moduleDots)] === true)
}

/** A QR code for a printer that has none of its own; the paper around it is its light margin. */
export function drawQr(data: string, moduleDots: number): Picture {
  const [{ pixs, pixx, pixy }] = modules.parse(drawn('qrcode', data))
  return pictureOf(pixx * moduleDots, pixy * moduleDots, (column, row) => pixs[Math.floor(row / moduleDots) * pixx + Math.floor(column / moduleDots)] === 1)
}

function drawn(bcid: string, text: string): unknown {
  try {
    // By its default export: the package's own `raw` export is the symbology of that name.
    return bwipjs.raw({ bcid, text, ...(bcid === 'qrcode' ? { eclevel: 'M' } : {}) })
  } catch (error) {
    throw new Unprintable(error instanceof Error ? error.message : String(error))
  }
}

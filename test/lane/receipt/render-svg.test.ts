import { describe, expect, it } from 'vitest'
import { writeReceipt } from '../../../src/domain/receipt/write-receipt.ts'
import { renderSvg } from '../../../src/lane/receipt/render-svg.ts'
import { receiptSales } from '../../support/receipt-sales.ts'

/** Every tag of a picture, and whether they open and close in order; attribute values in double quotes, no bare ampersand. */
function tagsOf(svg: string): { names: string[]; nested: boolean } {
  const open: string[] = []
  const names: string[] = []
  const rest = svg.replace(/<(\/?)([a-z]+)((?: [A-Za-z0-9:-]+="[^"<]*")*) ?(\/?)>/g, (_, closes: string, name: string, _attributes: string, empty: string) => {
    names.push(name)
    if (closes === '/') expect(open.pop()).toBe(name)
    else if (empty !== '/') open.push(name)
    return ''
  })
  return { names, nested: open.length === 0 && !/[<>]|&(?!amp;|lt;|gt;)/.test(rest) }
}

function svgOf(name: string): string {
  const input = receiptSales[name]
  if (input === undefined) throw new Error(`no sale called ${name}`)
  return renderSvg(writeReceipt(input))
}

describe.each(Object.keys(receiptSales))('the picture of %s', (name) => {
  const svg = svgOf(name)

  it('is one well-formed picture', () => {
    const { names, nested } = tagsOf(svg)
    expect(nested).toBe(true)
    expect(names[0]).toBe('svg')
    expect(new Set(names)).toEqual(new Set(['svg', 'rect', 'g', 'text', 'path', 'line']))
  })

  it('needs nothing that a strict page forbids', () => {
    expect(svg).not.toMatch(/style|script|href|url\(|@/i)
  })

  it('keeps every word on the paper', () => {
    for (const [, left, length] of svg.matchAll(/<text x="(\d+)" y="\d+" textLength="(\d+)"/g)) expect(Number(left) + Number(length)).toBeLessThanOrEqual(576)
  })
})

it('a receipt with a next-visit offer shows its bars, its QR code and the receipt code', () => {
  expect(tagsOf(svgOf('member-with-list')).names.filter((name) => name === 'svg')).toHaveLength(8)
  expect(tagsOf(svgOf('cash-with-change')).names.filter((name) => name === 'svg')).toHaveLength(4)
})

it('a name with signs of markup in it is shown as it is', () => {
  const svg = renderSvg({ language: 'en', copy: false, blocks: [{ kind: 'row', left: 'Fish & chips <2>', right: '5.00' }] })
  expect(svg).toContain('>&amp;<')
  expect(svg).toContain('>&lt;2&gt;<')
})

it('Chinese and Latin characters of one name each stand on their columns', () => {
  const svg = renderSvg({ language: 'zh', copy: false, blocks: [{ kind: 'row', left: '牛奶1升', right: '1.29' }] })
  const runs = Array.from(svg.matchAll(/<text x="(\d+)" y="\d+" textLength="(\d+)" lengthAdjust="spacingAndGlyphs">([^<]*)</g), ([, x, length, text]) => [Number(x), Number(length), text])
  expect(runs).toEqual([[0, 48, '牛奶'], [48, 12, '1'], [60, 24, '升'], [528, 48, '1.29']])
})

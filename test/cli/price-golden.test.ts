import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { offer } from '../../src/contract/offer.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

const folder = path.join(import.meta.dirname, '../golden/offers')
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
const example = z.looseObject({ title: z.string(), arithmetic: z.array(z.string()).min(1), expected: z.looseObject({ netMinor: z.unknown(), offers: z.unknown(), dueMinor: z.unknown() }) })
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8')

test('there are worked examples by the dozen', () => {
  expect(names.length).toBeGreaterThanOrEqual(60)
})

test('every reward, condition and activation is among them', () => {
  const terms = names.flatMap((name) => z.looseObject({ offers: z.array(offer) }).parse(JSON.parse(read(name))).offers)
  const used = (field: 'reward' | 'condition' | 'activation'): Set<string> => new Set(terms.map((each) => each[field].kind))
  const known = (field: 'reward' | 'condition' | 'activation'): Set<string> => new Set(offer.shape[field].options.map((option) => option.shape.kind.value))
  for (const field of ['reward', 'condition', 'activation'] as const) expect(used(field)).toEqual(known(field))
})

test.each(names)('%s comes out as it was worked out by hand', async (name) => {
  example.parse(JSON.parse(read(name)))
  const { code, err } = await lanewise(['price'], { input: read(name) })
  expect({ code, err }).toEqual({ code: 0, err: [] })
})

test('every worked example fits the published JSON Schema, by a validator of another make', async () => {
  const { out } = await lanewise(['price', '--schema'])
  const published: unknown = JSON.parse(out.join('\n'))
  const server = Fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } } })
  server.post('/', { schema: { body: published } }, () => 'fits')
  const ask = async (payload: object): Promise<string> => (await server.inject({ method: 'POST', url: '/', payload })).body
  const answers = await Promise.all(names.map(async (name) => [name, await ask(example.parse(JSON.parse(read(name))))]))
  const misspelt = await ask({ businessTime: { day: '2026-03-02' }, items: [], basket: [], ofers: [] })
  const unknownReward = await ask({ ...example.parse(JSON.parse(read(names[0] ?? ''))), offers: [{ ...withOffer(), reward: { kind: 'lottery' } }] })
  await server.close()
  expect(answers.filter(([, answer]) => answer !== 'fits')).toEqual([])
  expect(misspelt).toContain('must NOT have additional properties')
  expect(unknownReward).toContain('body/offers/0/reward')
})

test('a document that expected something else says so and exits 1', async () => {
  const document = example.parse(JSON.parse(read('percent-off-each-unit.json')))
  const { code, err } = await lanewise(['price'], { input: JSON.stringify({ ...document, expected: { dueMinor: 286, offers: {} } }) })
  expect({ code, err }).toEqual({ code: 1, err: ['lanewise price: expected.offers: {} expected, {"dairy-20":"applied 72"} worked out', 'lanewise price: expected.dueMinor: 286 expected, 285 worked out'] })
})

test('every worked example can be read out', async () => {
  const { code, out } = await lanewise(['price', '--explain', ...names.map((name) => path.join(folder, name))])
  expect(code).toBe(0)
  expect(out.filter((line) => line.includes('undefined') || line.includes('NaN'))).toEqual([])
  expect(out.filter((line) => line === 'no choice of these offers takes more off: proven')).toHaveLength(names.length)
})

function withOffer(): object {
  const document = z.looseObject({ offers: z.array(z.looseObject({})).min(1) }).parse(JSON.parse(read('percent-off-each-unit.json')))
  return document.offers[0] ?? {}
}

import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { feedPage } from '../../../src/contract/feed.ts'
import { journalStatus, problem, uploadAnswer } from '../../../src/contract/sync.ts'
import type { Crm } from '../../../src/crm/crm.ts'
import { serveCrm } from '../../../src/crm/http/serve-crm.ts'
import { testJournal } from '../../support/crm-journal.ts'
import { testItem, testMember, testSale, testSettings } from '../../support/crm-shop.ts'
import { openTestCrm, testNow } from '../../support/crm.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()

const laneToken = 'lane-token-of-the-tests'
const adminToken = 'admin-token-of-the-tests'

interface Answer { readonly status: number; readonly body: unknown }
type Ask = (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>

async function openServed(change: { crm?: (crm: Crm) => Crm } = {}): Promise<{ ask: Ask; crm: Crm; url: string }> {
  const crm = await openTestCrm(await databases.fresh(), { today: () => testNow.slice(0, 10) })
  const served = await serveCrm({ crm: change.crm?.(crm) ?? crm, host: '127.0.0.1', port: 0, laneToken, adminToken })
  onTestFinished(() => served.close())
  const ask: Ask = async (method, path, body, token = adminToken) => {
    const response = await fetch(served.url + path, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
    return { status: response.status, body: await response.json() }
  }
  return { ask, crm, url: served.url }
}

describe('the CRM over HTTP', () => {
  it('takes a journal from a lane and says how far it got', async () => {
    const { ask, crm } = await openServed()
    const journal = testJournal()
    journal.write(testSale())
    journal.write(testSale({ receiptNumber: 2 }))
    const taken = await ask('PUT', `/v1/journals/${journal.journalId}/records`, journal.slice(1), laneToken)
    expect(taken.status).toBe(200)
    expect(uploadAnswer.parse(taken.body)).toMatchObject({ result: 'accepted', acceptedThrough: 2 })
    expect(journalStatus.parse((await ask('GET', `/v1/journals/${journal.journalId}`, undefined, laneToken)).body)).toMatchObject({ acceptedThrough: 2, forked: false })
    expect((await ask('GET', '/v1/journals/never-heard-of', undefined, laneToken)).body).toEqual({ journalId: 'never-heard-of', acceptedThrough: 0, forked: false })
    expect((await ask('GET', '/v1/reports/totals')).body).toMatchObject({ saleCount: 2, netMinor: 398 })
    expect((await ask('GET', '/v1/reports/totals?fromDay=2026-03-03')).body).toMatchObject({ saleCount: 0 })
    await crm.settle()
    const priced = { checked: 0, agreed: 0, different: 0, notCheckable: 2, waiting: 0, reasons: { 'older-lane': 2 } }
    expect((await ask('GET', `/v1/journals/${journal.journalId}/pricing`, undefined, laneToken)).body).toEqual(priced)
    expect((await ask('GET', '/v1/reports/pricing')).body).toEqual(priced)
    expect((await ask('GET', '/v1/reports/pricing?fromDay=2026-03-03')).body).toMatchObject({ notCheckable: 0 })
    expect((await ask('GET', '/v1/reports/pricing', undefined, laneToken)).status).toBe(403)
  })

  it('publishes for head office and shows it what goes down', async () => {
    const { ask } = await openServed()
    expect(await ask('POST', '/v1/feed/items', { rows: [{ key: 'milk', body: testItem('milk') }, { key: 'bread', body: testItem('bread') }] })).toEqual({ status: 200, body: { changedCount: 2 } })
    const page = feedPage.parse((await ask('GET', '/v1/feed/items?after=0&limit=1')).body)
    expect(page).toMatchObject({ changes: [{ key: 'milk' }], complete: false, next: 1 })
  })

  it('enters members and shows an account with its list', async () => {
    const { ask, crm } = await openServed()
    await ask('POST', '/v1/feed/settings', { rows: [{ key: 'store', body: testSettings }] })
    await ask('POST', '/v1/feed/items', { rows: [{ key: 'milk', body: testItem('milk') }] })
    expect(await ask('POST', '/v1/members', { members: [testMember('ana')] })).toEqual({ status: 200, body: { memberCount: 1 } })
    expect(await ask('POST', '/v1/purchases', { purchases: ['02-02', '02-09', '02-16', '02-23'].map((day) => ({ memberId: 'ana', purchaseId: day, day: `2026-${day}`, lines: [{ itemId: 'milk', unitCount: 1, netMinor: 199 }] })) })).toEqual({ status: 200, body: { purchaseCount: 4 } })
    await crm.settle()
    const account = await ask('GET', '/v1/members/ana')
    expect(account.body).toMatchObject({ memberId: 'ana', pointsBalance: 0, history: [{ day: '2026-02-23' }, {}, {}, {}] })
    expect((await ask('GET', '/v1/members/ana/list')).body).toMatchObject({ fromDay: '2026-03-02', lines: [{ wanted: { itemId: 'milk' } }] })
    expect((await ask('GET', '/v1/exceptions')).body).toEqual({ exceptions: [], totalCount: 0 })
    expect(await ask('GET', '/v1/members/nobody')).toMatchObject({ status: 404, body: { problem: 'there is no such member' } })
  })

  it.each([
    ['without the right token', 'GET', '/v1/feed/items', undefined, 'x'.repeat(24), 401],
    ['for a lane that asks for private data', 'GET', '/v1/members/ana', undefined, laneToken, 403],
    ['for a lane that asks for what is not signed', 'GET', '/v1/feed/items', undefined, laneToken, 403],
    ['for a lane that would publish', 'POST', '/v1/feed/items', { rows: [] }, laneToken, 403],
    ['for a topic there is not', 'GET', '/v1/feed/secrets', undefined, adminToken, 400],
    ['for a page without end', 'GET', '/v1/feed/items?limit=99999999', undefined, adminToken, 400],
    ['for a journal with an odd name', 'GET', '/v1/journals/a%2Fb', undefined, adminToken, 400],
    ['for records that are none', 'PUT', '/v1/journals/j/records', { storeId: 's', laneNumber: 1, records: [{ number: 1 }] }, laneToken, 400],
    ['for half a JSON', 'POST', '/v1/feed/items', '{"rows": [', adminToken, 400],
    ['for rows that do not fit', 'POST', '/v1/feed/items', { rows: [{ key: 'milk', body: {} }] }, adminToken, 400],
    ['for a name no database can hold', 'POST', '/v1/members', { members: [testMember('ana', { firstName: 'A\0na' })] }, adminToken, 400],
    ['for more than 16 MB', 'POST', '/v1/feed/items', `{"rows": [], "more": "${'x'.repeat(17 * 1024 * 1024)}"}`, adminToken, 413],
    ['where there is nothing', 'GET', '/v2/feed', undefined, adminToken, 404],
  ])('answers with a problem %s', async (_what, method, path, body, token, status) => {
    const { ask } = await openServed()
    const answer = await ask(method, path, body, token)
    expect(answer.status).toBe(status)
    expect(problem.parse(answer.body).problem).not.toBe('')
  })

  it('lets anyone see that it is well, and nothing else', async () => {
    const { url } = await openServed()
    expect(await (await fetch(`${url}/v1/health`)).json()).toEqual({ status: 'ok' })
    for (const path of ['/v1/exceptions', '/v1/reports/totals', '/v1/members/ana', '/v1/journals/j', '/v1/feed/settings']) expect((await fetch(url + path)).status).toBe(401)
  })

  it('says that its database is away, and keeps what went wrong to itself', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' })
    const { ask } = await openServed({ crm: (crm) => ({ ...crm, health: () => Promise.reject(away), totals: () => Promise.reject(new Error('a secret of ours')) }) })
    expect(await ask('GET', '/v1/health')).toEqual({ status: 503, body: { problem: 'PostgreSQL does not answer', detail: 'nothing was taken; send it again later' } })
    const mistake = await ask('GET', '/v1/reports/totals')
    expect(mistake.status).toBe(500)
    expect(JSON.stringify(mistake.body)).not.toContain('secret of ours')
  })

  it('names a port that is taken and what to do', async () => {
    const { url, crm } = await openServed()
    const port = Number(new URL(url).port)
    await expect(serveCrm({ crm, host: '127.0.0.1', port, laneToken, adminToken })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program. Stop that one, or choose another with --port`)
  })

  it('does not serve with tokens that could be guessed or mixed up', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await expect(serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken: 'short', adminToken })).rejects.toThrow(/at least 16/)
    await expect(serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken: adminToken, adminToken })).rejects.toThrow(/two different tokens/)
  })
})

describe('the OpenAPI document', () => {
  const operation = z.object({ summary: z.string().min(1), responses: z.record(z.string().regex(/^\d{3}$/), z.object({ description: z.string() })), parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean().optional(), schema: z.object({}).loose() })).optional(), requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.object({}).loose() })) }).optional(), security: z.array(z.record(z.string(), z.array(z.string()))).optional() })
  const openapi = z.object({ openapi: z.string().regex(/^3\.1\.\d$/), info: z.object({ title: z.string(), version: z.string() }).loose(), paths: z.record(z.string().startsWith('/'), z.record(z.enum(['get', 'put', 'post']), operation).or(z.partialRecord(z.enum(['get', 'put', 'post']), operation))), components: z.object({ securitySchemes: z.object({ token: z.object({ type: z.literal('http'), scheme: z.literal('bearer') }) }) }).loose() }).loose()

  it('describes every route with its parameters, bodies and problems', async () => {
    const { url } = await openServed()
    const text = await (await fetch(`${url}/v1/openapi.json`)).text()
    const { paths } = openapi.parse(JSON.parse(text))
    const routes = Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`))
    expect(routes.sort()).toEqual([
      'get /v1/exceptions', 'get /v1/feed/{topic}', 'get /v1/health', 'get /v1/journals/{journalId}', 'get /v1/journals/{journalId}/pricing', 'get /v1/journals/{journalId}/records', 'get /v1/members/{memberId}', 'get /v1/members/{memberId}/list', 'get /v1/reports/coupon-uses', 'get /v1/reports/manufacturer-coupons', 'get /v1/reports/manufacturer-coupons/redemptions', 'get /v1/reports/next-visit', 'get /v1/reports/pricing', 'get /v1/reports/totals',
      'get /v1/signed-feed/chunks/{hash}', 'post /v1/books/rebuild', 'post /v1/feed/{topic}', 'post /v1/members', 'post /v1/purchases', 'post /v1/signed-feed/manifest', 'post /v1/signed-feed/news', 'post /v1/signed-feed/page', 'put /v1/journals/{journalId}/records',
    ])
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { parameters = [], requestBody, responses }] of Object.entries(operations)) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
        expect(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(named)
        // Books are worked out anew without a word more.
        expect(requestBody !== undefined, `${method} ${path}`).toBe(method !== 'get' && path !== '/v1/books/rebuild')
        expect(Object.keys(responses)).toContain('503')
      }
    }
    // Every reference inside the document leads somewhere.
    for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) expect((pointer ?? '').split('/').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], JSON.parse(text))).toBeDefined()
  })
})

import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { feedAsker, newsAsked, pageAsked } from '../../contract/signed-feed.ts'
import { signatureHeaders, type SignedText } from '../../contract/signing.ts'
import type { Crm } from '../crm.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses, refuse } from './problems.ts'

/** What lanes must be able to trust: the text is signed as it stands, key and signature are in the headers. */
export function addSignedFeedRoutes(server: CrmServer, { signedFeed }: Crm, { lane }: Guards): void {
  const route = <Asked extends z.ZodType>(path: string, summary: string, body: Asked, answer: (asked: z.output<Asked>) => Promise<SignedText>): void => {
    server.post(path, {
      onRequest: lane,
      schema: { summary, body, response: problemResponses },
      handler: async (request, reply) => {
        const { text, key, signature } = await answer(request.body as z.output<Asked>)
        const signed = reply.headers({ [signatureHeaders.key]: key, [signatureHeaders.signature]: signature })
        return sendText(signed.type('application/json; charset=utf-8'), text)
      },
    })
  }
  route('/v1/signed-feed/news', 'Which topics have gone on since a lane asked; signed', newsAsked, (asked) => signedFeed.news(asked))
  route('/v1/signed-feed/page', 'Rows of a topic that changed after a place; signed', pageAsked, (asked) => signedFeed.page(asked))
  route('/v1/signed-feed/manifest', 'Everything there is, as hashes of chunks; signed', feedAsker, (asked) => signedFeed.manifest(asked))
  server.get('/v1/signed-feed/chunks/:hash', {
    onRequest: lane,
    schema: { summary: 'Rows of a manifest', params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }), response: problemResponses },
    handler: async (request, reply) => {
      const text = await signedFeed.chunk(request.params.hash)
      if (text === undefined) return refuse(reply, 404, { problem: 'these rows are not kept any more', detail: 'ask for the manifest again' })
      return sendText(reply.type('text/plain; charset=utf-8'), text)
    },
  })
}

/** Byte for byte: the signature is over the text. */
function sendText(reply: FastifyReply, text: string): FastifyReply {
  return reply.serializer(String).send(text)
}

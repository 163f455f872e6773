import { createHmac } from 'node:crypto'

/**
 * Turns a card or phone number into the key under which a lane finds the member.
 * Lanes store these keys only; without the chain's secret they lead nowhere.
 * @param digits digits alone, as `normalisePhone` or the card pattern leaves them
 */
export function memberKey(secret: string, kind: 'card' | 'phone', digits: string): string {
  return createHmac('sha256', secret).update(`${kind}:${digits}`).digest('hex').slice(0, 32)
}

/** Digits of a phone number without spaces, signs and leading zeros; undefined when fewer than six or more than fifteen. */
export function normalisePhone(text: string): string | undefined {
  const digits = text.replace(/[\s()+./-]/g, '').replace(/^0+/, '')
  return /^\d{6,15}$/.test(digits) ? digits : undefined
}

/**
 * The ways a member may say her number: whole, and without the country's calling code where it was written
 * apart from it ("+351 912 000 001"). A lane looks up what she says; the CRM files her under all of them.
 */
export function phoneForms(text: string): string[] {
  const national = /^\+\d{1,3}[\s-](.+)$/.exec(text.trim())?.[1]
  const forms = [text, national ?? text].flatMap((form) => normalisePhone(form) ?? [])
  return [...new Set(forms)]
}

/**
 * Where somebody falls in a campaign, from 0 to 9999, every number as likely: who falls below the campaign's share is
 * held out. The same at every lane and at head office, without anybody keeping a list.
 * @param subject a member, or the sale of somebody who is none
 */
export function holdoutDraw(secret: string, campaignId: string, subject: string): number {
  return createHmac('sha256', secret).update(`holdout:${campaignId}:${subject}`).digest().readUIntBE(0, 6) % 10_000
}

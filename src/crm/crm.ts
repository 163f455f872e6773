import type { Rebuilt } from './ingest/rebuild-books.ts'
import type { FeedPage, FeedTopic } from '../contract/feed.ts'
import type { SignedFeed } from '../contract/signed-feed.ts'
import type { JournalRecord, JournalStatus, PricingReport, StatusAsked, UploadAnswer, UploadRequest } from '../contract/sync.ts'
import type { CampaignReportAsked, CampaignResult } from './campaign-report.ts'
import type { PublishRow } from './feed/publish-rows.ts'
import type { MemberAccount, MemberList } from './members/member-account.ts'
import type { MemberImport, PurchaseImport } from './members/member-import.ts'
import type { CouponUses } from './store/coupon-rows.ts'
import type { ExceptionRow } from './store/exception-rows.ts'
import type { ClaimsAsked, ManufacturerClaim, ManufacturerRedemptionRow } from './store/manufacturer-rows.ts'
import type { ChecksAsked } from './store/price-check-rows.ts'
import type { SalesTotals, TotalsAsked } from './store/report-rows.ts'

/** The central CRM, whoever asks: HTTP, the command line or a test. */
export interface Crm {
  /** Takes records of a lane's journal; see `ingestUpload`. Members are brought up to date afterwards, in the background. */
  ingest(journalId: string, request: UploadRequest): Promise<UploadAnswer>
  journal(journalId: string, asked?: StatusAsked): Promise<JournalStatus>
  /** A page of a journal's records after a number, as the lane sent them. */
  journalRecords(journalId: string, after: number): Promise<JournalRecord[]>
  /** @throws Unfit when a row does not fit its topic; then none is published */
  publish(topic: FeedTopic, rows: readonly PublishRow[]): Promise<{ readonly changedCount: number }>
  /** Rows changed after a number. An `after` from beyond the topic's end is answered with `next` 0: start over. */
  feed(topic: FeedTopic, after: number, limit: number): Promise<FeedPage>
  /** The same for lanes, which take only what is signed. */
  readonly signedFeed: SignedFeed
  /** Public half of the key it is signed with, as a lane's configuration names it. */
  readonly feedKey: string
  /** Enters members or renews them. @throws Unfit */
  importMembers(members: readonly MemberImport[]): Promise<{ readonly memberCount: number }>
  /** Enters purchases from before Lanewise; one that is there already stays. @throws Unfit */
  importPurchases(purchases: readonly PurchaseImport[]): Promise<{ readonly purchaseCount: number }>
  member(memberId: string): Promise<MemberAccount | undefined>
  memberList(memberId: string): Promise<MemberList | undefined>
  exceptions(limit: number): Promise<{ readonly exceptions: readonly ExceptionRow[]; readonly totalCount: number }>
  totals(asked?: TotalsAsked): Promise<SalesTotals>
  /** What next-visit coupons brought, by campaign. */
  campaigns(asked?: CampaignReportAsked): Promise<CampaignResult[]>
  /** How often single-use coupons were used, and how often more than once, by offer. */
  couponUses(): Promise<CouponUses[]>
  /** What manufacturers owe for their coupons, by company prefix. */
  manufacturerClaims(asked?: ClaimsAsked): Promise<ManufacturerClaim[]>
  /** The coupons behind the claims, oldest first. */
  manufacturerRedemptions(asked: ClaimsAsked, limit: number): Promise<ManufacturerRedemptionRow[]>
  /** Where lanes and head office agree on what sales came to; what they do not agree on is among the exceptions. */
  pricing(asked?: ChecksAsked): Promise<PricingReport>
  /** Resolves when every member touched so far has her new balance, candidates and list in the feed, and every sale is priced again. */
  settle(): Promise<void>
  /** New lists for members whose list has ended. */
  issueLists(): Promise<void>
  /** Takes away feed rows that were replaced so long ago that no lane can have priced with them. */
  forgetOldEditions(): Promise<void>
  /** Makes room for the records of the months to come; to be called now and then. */
  makeRecordMonths(): Promise<void>
  /** Works the books out anew from the journals; see `rebuildBooks`. */
  rebuild(): Promise<Rebuilt>
  /** @throws Error when PostgreSQL does not answer */
  health(): Promise<{ readonly status: 'ok' }>
  close(): Promise<void>
}

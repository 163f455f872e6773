/**
 * What a person has to look at on the line to head office, as codes that every screen words together with what to do.
 * Sync tells no other: a new one fails the type check until it has its words in every language.
 */
export type SyncTrouble =
  /** Head office answers, and the answer is no or makes no sense. */
  | 'crm-token-refused' | 'crm-bad-answer'
  /** It holds other facts under this journal's numbers. */
  | 'journal-forked'
  | 'journal-branched'
  /** Rows of the feed were left out. */
  | 'feed-unreadable'
  /** What came as the feed is not signed by head office, or not what was asked for: nothing of it was taken. */
  | 'feed-refused'

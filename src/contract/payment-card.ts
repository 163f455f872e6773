/** For the drivers, which see nothing of the domain but what crosses here: one rule, the same at the reader and in the lane. */
export { looksLikePaymentCard } from '../domain/barcode/payment-card.ts'

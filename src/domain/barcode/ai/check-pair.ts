import { characterSets } from './value-part.ts'

/** The 82 characters of GS1 in the order that gives each its value. */
const characters = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
/** What a check pair is written with: no 0, 1, I or O. */
const pairCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Weights from the right. More characters than these no identifier with a check pair has. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/**
 * The two characters that guard an alphanumeric key such as a model number.
 * @param model up to 23 characters of GS1's set of 82
 * Source: GS1 General Specifications 7.9.5
 */
export function checkPair(model: string): string {
  let sum = 0
  for (let fromRight = 0; fromRight < model.length; fromRight += 1) {
    sum += characters.indexOf(model[model.length - 1 - fromRight] ?? '') * (primes[fromRight] ?? 0)
  }
  const rest = sum % 1021
  return `${pairCharacters[rest >> 5] ?? ''}${pairCharacters[rest & 31] ?? ''}`
}

/** True of a text whose last two characters are the check pair of those before it. */
export function endsInCheckPair(piece: string): string | undefined {
  const model = piece.slice(0, -2)
  if (piece.length < 2 || model.length > primes.length) return 'no check pair'
  return characterSets.text(model) ?? (checkPair(model) === piece.slice(-2) ? undefined : 'check pair')
}

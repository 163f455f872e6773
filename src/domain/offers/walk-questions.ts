import type { Question } from './ask-questions.ts'
import type { RentBound } from './find-rents.ts'
import type { Letting } from './open-letting.ts'
import type { NodeBudget } from './walk-choices.ts'

export interface QuestionWalk {
  readonly letting: Letting
  readonly bound: RentBound
  readonly budget: NodeBudget
  /** Nodes that are to be left when the walk ends. */
  readonly leastLeft: number
  /** Asked before going on: is anything that brings at most `boundMinor` still of interest? */
  readonly isWorth: (boundMinor: number) => boolean
  /** All questions are answered: units by place of the question, good until the next call. */
  readonly onAnswered: (answers: readonly number[]) => void
  /** The nodes ended before everything of interest was looked at. */
  readonly onCut: () => void
}

/** Answers the questions one after another, the most promising answer first, and leaves out what the rents show cannot be worth it. */
export function walkQuestions({ letting, bound, budget, leastLeft, isWorth, onAnswered, onCut }: QuestionWalk): void {
  const { all, offers } = letting.questions
  const answers = all.map(() => 0)
  const indexes = offers.map(() => 0)

  const ask = (place: number, left: number, boundMinor: number): void => {
    const question = all[place]
    if (!question) return onAnswered(answers)
    if (budget.left <= leastLeft) return onCut()
    budget.left -= 1
    const { offerPlace, endsDecision } = question
    const index = indexes[offerPlace] ?? 0
    for (const way of waysToAnswer(question, letting, bound, { index, left, boundMinor })) {
      if (!isWorth(way.boundMinor)) break
      answers[place] = way.count
      indexes[offerPlace] = way.index
      ask(place + 1, endsDecision ? (all[place + 1]?.decision.count ?? 0) : left - way.count, way.boundMinor)
    }
    answers[place] = 0
    indexes[offerPlace] = index
  }
  if (isWorth(bound.boundMinor)) ask(0, all[0]?.decision.count ?? 0, bound.boundMinor)
}

interface Standing {
  /** Place in the offer's table after its answers so far. */
  readonly index: number
  /** Units of the decision not given yet. */
  readonly left: number
  readonly boundMinor: number
}

interface Way {
  readonly count: number
  readonly index: number
  readonly boundMinor: number
}

/** Every answer there is, the most promising first. */
function waysToAnswer({ place, offerPlace, dimension, turn, endsDecision }: Question, { ranges, idleMinor }: Letting, { kept, rents }: RentBound, { index, left, boundMinor }: Standing): Way[] {
  const tables = kept[offerPlace]
  const from = ranges.least[place] ?? 0
  const most = ranges.most[place] ?? 0
  const rent = rents[turn] ?? 0
  const without = boundMinor - (tables?.[dimension]?.[index] ?? 0)
  const ways: Way[] = []
  for (let count = from; count <= Math.min(most, left); count += 1) {
    const next = index * (most - from + 1) + count - from
    const idle = endsDecision ? (left - count) * ((idleMinor[turn] ?? 0) - rent) : 0
    ways.push({ count, index: next, boundMinor: without + (tables?.[dimension + 1]?.[next] ?? 0) - rent * count + idle })
  }
  return ways.sort((a, b) => b.boundMinor - a.boundMinor || b.count - a.count)
}

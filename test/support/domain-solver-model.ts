import loadHighs from 'highs'

/** A number to be chosen, by the name it has in the model. */
export type Choice = string

/** A sum of so many of each choice, and a number. */
export interface Sum {
  readonly terms: readonly (readonly [factor: number, choice: Choice])[]
  readonly constant: number
}

/** A whole number, or any number, from zero to `most`. */
export type ChoiceKind = 'whole' | 'any'

/** A mixed-integer programme as it is written down, row by row. */
export interface Model {
  readonly choose: (kind: ChoiceKind, most: number) => Choice
  /** `left` is at most `right`. */
  readonly atMost: (left: Sum, right: Sum) => void
  readonly gain: (sum: Sum) => void
  /** Solves it: the most that can be gained, rounded up by less than one; undefined where the time did not suffice. */
  readonly solve: () => number | undefined
}

/** Far from the next whole number, for gains that are whole. */
const openGap = 0.4

// Its types speak of the CommonJS build, where the loader is a property; the module build is the loader itself.
const highs = await (typeof loadHighs === 'function' ? loadHighs : loadHighs.default)()

/** @param seconds after which the solver gives up */
export function openModel(seconds: number): Model {
  const rows: string[] = []
  const bounds: string[] = []
  const whole: Choice[] = []
  const gains: Sum[] = []
  return {
    choose: (kind, most) => {
      const choice = `c${bounds.length}`
      bounds.push(`0 <= ${choice} <= ${most}`)
      if (kind === 'whole') whole.push(choice)
      return choice
    },
    atMost: (left, right) => {
      const all = add(left, times(-1, right))
      if (all.terms.length > 0) rows.push(`r${rows.length}: ${written(all)} <= ${-all.constant}`)
    },
    gain: (sum) => gains.push(sum),
    solve: () => {
      const all = add(...gains)
      if (all.terms.length === 0) return all.constant
      const text = ['Maximize', ` gain: ${written(all)}`, 'Subject To', ...rows, 'Bounds', ...bounds, 'Generals', ...whole, 'End'].join('\n')
      const found = highs.solve(text, { output_flag: false, mip_rel_gap: 0, mip_abs_gap: openGap, time_limit: seconds })
      return found.Status === 'Optimal' ? all.constant + Math.max(0, found.ObjectiveValue) + openGap : undefined
    },
  }
}

export function number(constant: number): Sum {
  return { terms: [], constant }
}

export function of(choice: Choice, factor = 1): Sum {
  return { terms: [[factor, choice]], constant: 0 }
}

export function add(...sums: readonly Sum[]): Sum {
  return { terms: sums.flatMap(({ terms }) => terms), constant: sums.reduce((total, { constant }) => total + constant, 0) }
}

export function times(factor: number, { terms, constant }: Sum): Sum {
  return { terms: terms.map(([each, choice]) => [each * factor, choice] as const), constant: constant * factor }
}

/** The reader of the format takes every choice once in a row. */
function written({ terms }: Sum): string {
  const factors = new Map<Choice, number>()
  for (const [factor, choice] of terms) factors.set(choice, (factors.get(choice) ?? 0) + factor)
  return [...factors].map(([choice, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${choice}`).join(' ')
}

import { existsSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { chainHash } from '../../contract/chain.ts'
import type { Journal } from './journal.ts'
import { recordLines } from './seal-record.ts'
import type { CopyPlace } from './second-copy.ts'
import { proven, summary, type Summary } from './summaries.ts'
import { writeWhole } from './write-whole.ts'

/** What is kept of records that were taken out, a second time: before it is there, their files cannot go. A summary a line. */
export interface CopiedSummaries {
  /** Number through which the copy's disk has it. */
  through(): number
  /** Copies what the database has beyond that; resolves when the disk has it. One call at a time. @throws the error of the file system */
  catchUp(): Promise<void>
}

interface End { readonly bytes: number; readonly last: Summary | undefined }

const summariesPerWrite = 100
const nothing: End = { bytes: 0, last: undefined }

export function openCopiedSummaries(place: CopyPlace, journal: Pick<Journal, 'start' | 'summariesAfter'>): CopiedSummaries {
  const path = pathOf(place)
  const lines = recordLines(place)
  let end = findEnd(place)
  const through = ({ last }: End): number => last?.through ?? 0

  const carryOn = async (to: string, from: End): Promise<End> => {
    const file = await open(to, from.last ? 'r+' : 'w')
    let at = from
    try {
      for (let page = journal.summariesAfter(through(at), summariesPerWrite); page.length > 0; page = journal.summariesAfter(through(at), summariesPerWrite)) {
        const bytes = Buffer.from(page.map((one) => `${lines.write(one.through, JSON.stringify(one))}\n`).join(''))
        await writeWhole(file, bytes, at.bytes)
        at = { bytes: at.bytes + bytes.length, last: page.at(-1) }
      }
      await file.datasync()
    } finally {
      await file.close()
    }
    return at
  }
  /** The end was torn, or it is that of another database: what there was goes only when everything is there again. */
  const beginAgain = async (): Promise<End> => {
    const written = await carryOn(`${path}.new`, nothing)
    await rename(`${path}.new`, path)
    return written
  }

  return {
    through: () => through(end),
    async catchUp() {
      if (journal.start().number <= through(end)) return
      const [same] = end.last ? journal.summariesAfter(end.last.through - 1, 1) : []
      end = same && same.hash === end.last?.hash ? await carryOn(path, end) : await beginAgain()
    },
  }
}

/** What the copy has, oldest first; ends before the first that is not proven. */
export function readCopiedSummaries(place: CopyPlace): Summary[] {
  return proven(wholeLines(place))
}

function* wholeLines(place: CopyPlace): Generator<Summary> {
  const lines = recordLines(place)
  if (!existsSync(pathOf(place))) return
  for (const line of readFileSync(pathOf(place), 'utf8').split('\n')) {
    const read = readLine(lines.read(line))
    if (!read) return
    yield read
  }
}

/** By its last line alone: years of them are not looked through at every start. */
function findEnd(place: CopyPlace): End {
  if (!existsSync(pathOf(place))) return nothing
  const bytes = readFileSync(pathOf(place))
  const from = bytes.lastIndexOf(10, -2) + 1
  const last = bytes.at(-1) === 10 ? readLine(recordLines(place).read(bytes.toString('utf8', from, bytes.length - 1))) : undefined
  return last ? { bytes: bytes.length, last } : nothing
}

function readLine(text: string | undefined): Summary | undefined {
  try {
    const read = summary.parse(JSON.parse(text ?? ''))
    return chainHash({ ...read, number: read.through }) === read.hash ? read : undefined
  } catch {
    // Torn by a power cut, or no more than the end of the file.
    return undefined
  }
}

function pathOf(place: CopyPlace): string {
  return join(place.folder, `${place.journalId}.summaries${recordLines(place).suffix}`)
}

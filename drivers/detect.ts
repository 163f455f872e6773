import type { Found, FoundKind, ProposedDevice } from './detect-found.ts'
import { detectHid } from './detect-hid.ts'
import { thisMachine, type Machine } from './detect-machine.ts'
import { detectSerial } from './detect-serial.ts'
import { detectUsbPrinters } from './detect-usb-printers.ts'

/** One thing that is plugged in. */
export interface DetectedDevice {
  readonly kind: FoundKind
  /** The kernel's name for it, which may change when it is plugged in again. */
  readonly path: string
  /** Maker, product and ids, as far as the system tells. */
  readonly description: string
  /** `no-permission`: it is there and may not be opened; `needs-setting`: it must be set up otherwise first; `unsupported`: no driver. */
  readonly state: 'usable' | 'no-permission' | 'needs-setting' | 'unsupported'
  /** What to do next, in a sentence. */
  readonly advice: string
  /** What to write into the config for it, where it can be guessed. Names are free among what was found. */
  readonly proposal?: ProposedDevice | undefined
}

export interface Detection {
  readonly devices: readonly DetectedDevice[]
  /** What could not be looked at, each with what to do. */
  readonly problems: readonly string[]
}

/** Looks at what is plugged into this machine, by what the kernel shows of it. Opens nothing and changes nothing. */
export async function detectDevices(machine: Machine = thisMachine): Promise<Detection> {
  const [serial, hid, printers] = await Promise.all([detectSerial(machine), detectHid(machine), detectUsbPrinters(machine)])
  return { devices: named([...serial.found, ...hid, ...printers]).map(describe), problems: serial.problem === undefined ? [] : [serial.problem] }
}

type Named = Found & { readonly proposal?: ProposedDevice | undefined }

/** The second scanner is `scanner-2`. */
function named(all: readonly Found[]): Named[] {
  const counts = new Map<string, number>()
  return all.map((found) => {
    if (!found.propose) return found
    const { role } = found.propose('unnamed')
    const count = (counts.get(role) ?? 0) + 1
    counts.set(role, count)
    return { ...found, proposal: found.propose(count === 1 ? role : `${role}-${count}`) }
  })
}

function describe({ kind, path, description, proposal, ...rest }: Named): DetectedDevice {
  return { kind, path, description, ...stateOf({ ...rest, proposal }), ...(proposal === undefined ? {} : { proposal }) }
}

function stateOf({ ruledOut, mayOpen, proposal, hint }: Pick<Named, 'ruledOut' | 'mayOpen' | 'proposal' | 'hint'>): Pick<DetectedDevice, 'state' | 'advice'> {
  if (ruledOut) return ruledOut
  if (!mayOpen) return { state: 'no-permission', advice: 'the lane may not open it: install the rules that "lanewise devices rules" prints, then plug it in again' }
  const advice = [proposal && `write into the config: ${JSON.stringify(proposal)}`, hint].filter((part) => part !== undefined).join('; ')
  return { state: 'usable', advice }
}

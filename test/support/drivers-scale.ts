import type { ScaleDialect, ScaleFinding, ScaleTask } from '../../drivers/scale/dialect.ts'
import { openScale } from '../../drivers/scale/scale.ts'
import type { Driver } from '../../drivers/driver.ts'
import type { Wire, WireState } from '../../drivers/wire/wire.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { deviceMessage, type DeviceMessage, type DeviceOrder, type DeviceOutcome } from '../../src/contract/devices.ts'
import { manualTimers, type ManualTimers } from './drivers-manual-timers.ts'

export const weighTask: ScaleTask = { kind: 'weigh', pricePerKgMinor: 229, tareGrams: 0 }

/** Bytes, written as text or as a list. */
export const bytesOf = (content: string | readonly number[]): Buffer => (typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content))

/** What one protocol finds in bytes, after it has been asked to weigh. */
export function findingsOf(dialect: ScaleDialect, ...pieces: readonly Buffer[]): ScaleFinding[] {
  return pieces.flatMap((piece) => dialect.take(piece)).flatMap((step) => (step.kind === 'found' ? [step.finding] : []))
}

/** What a protocol sends, as text. */
export function sentBy(steps: ReturnType<ScaleDialect['take']> | undefined): string[] {
  return (steps ?? []).flatMap((step) => (step.kind === 'send' ? [step.bytes.toString('latin1')] : []))
}

export const weighOrder = (orderId: string, more: Partial<Extract<DeviceOrder, { type: 'weigh' }>> = {}): DeviceOrder => ({ type: 'weigh', orderId, device: 'scale', timeoutMs: 5000, pricePerKgMinor: 229, tareGrams: 0, ...more })
export const zeroOrder = (orderId: string): DeviceOrder => ({ type: 'zero-scale', orderId, device: 'scale', timeoutMs: 800 })

/** A scale driver on a wire the test plays, with time that stands still. */
export interface PlayedScale {
  readonly driver: Driver
  readonly timers: ManualTimers
  readonly messages: readonly DeviceMessage[]
  /** What was written, in order. */
  readonly written: readonly Buffer[]
  readonly resetCount: number
  /** The scale says so. */
  say(content: string | readonly number[]): void
  /** Its wire opens; until then it is away. */
  plugIn(): void
  wireState(state: WireState): void
  /** Answers of the wire to every write, as a scale of its own would give them; silence otherwise. */
  answerWith(answer: ((bytes: Buffer) => string | readonly number[] | undefined) | undefined): void
  outcome(orderId: string): DeviceOutcome | undefined
  readonly states: string[]
  readonly progress: string[]
}

export function playScale(dialect: ScaleDialect, reportDescriptor?: Buffer): PlayedScale {
  const timers = manualTimers()
  const messages: DeviceMessage[] = []
  const written: Buffer[] = []
  let tellBytes: (bytes: Buffer) => void = () => undefined
  let tellState: (state: WireState) => void = () => undefined
  let answer: ((bytes: Buffer) => string | readonly number[] | undefined) | undefined
  let isOpen = false
  let resetCount = 0
  const hear = (bytes: Buffer): void => {
    written.push(bytes)
    const reply = answer?.(bytes)
    // An answer needs a moment on every line.
    if (reply !== undefined) timers.after(5, () => tellBytes(bytesOf(reply)))
  }
  const wire: Wire = {
    get isOpen() {
      return isOpen
    },
    onBytes: (listener) => void (tellBytes = listener),
    onState: (listener) => void (tellState = listener),
    async write(bytes) {
      if (!isOpen) return 'away'
      hear(bytes)
      return 'sent'
    },
    async setFeature(report) {
      if (!isOpen) return 'away'
      hear(report)
      return 'sent'
    },
    getFeature: () => Promise.resolve(undefined),
    reset: () => void resetCount++,
    close: () => Promise.resolve(),
  }
  const config = deviceConfig.parse({ role: 'scale', name: 'scale', wire: { kind: 'serial', path: '/dev/none' }, protocol: 'toledo-8217' })
  if (config.role !== 'scale') throw new Error('a scale')
  const driver = openScale({ config, wire, timers, dialect, send: (message) => void messages.push(deviceMessage.parse(message)) })
  const wireState = (state: WireState): void => {
    isOpen = state.open
    tellState(state)
  }
  return {
    driver, timers, messages, written, wireState,
    plugIn: () => wireState({ open: true, reportDescriptor }),
    get resetCount() {
      return resetCount
    },
    say: (content) => tellBytes(bytesOf(content)),
    answerWith: (next) => void (answer = next),
    outcome: (orderId) => messages.find((message): message is DeviceOutcome => message.type === 'outcome' && message.orderId === orderId),
    get states() {
      return messages.flatMap((message) => (message.type === 'state' ? [`${message.state} ${message.trouble ?? ''}`.trim()] : []))
    },
    get progress() {
      return messages.flatMap((message) => (message.type === 'weigh-progress' ? [message.code] : []))
    },
  }
}

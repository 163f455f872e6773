import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { openCardReader } from '../../../drivers/msr/card-reader.ts'
import { buildMagtekReport, buildMsrReport, describeMsr, usualMsrLayout, writeTrack, writeTracks, type CardTracks, type MsrLayout } from '../../../drivers/simulator/card-reports.ts'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import { deviceMessage, type DeviceMessage } from '../../../src/contract/devices.ts'
import { openHandWire, type HandWire } from '../../support/drivers-hand-wire.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'

const allow = ['29MMMMMMMMMMC', '04UUUUUUUUUUUU']
const ana = '2900000048218'
const bo = '2900000048225'
const hid = { kind: 'hid', vendorId: 1, productId: 1 }
const serial = { kind: 'serial', path: '/dev/null' }
const ownTracks: CardTracks = { track1: `B${ana}^CLUB MEMBER^`, track2: ana, track3: ana }
const bankTracks: CardTracks = { track1: 'B4111111111111111^DOE/JANE^28121010000000000', track2: '4111111111111111=28121010000000000' }

let hand: HandWire
let timers: ManualTimers
let said: DeviceMessage[]

function open(config: object, reportDescriptor?: Buffer): void {
  hand = openHandWire()
  timers = manualTimers()
  said = []
  const parsed = deviceConfig.parse({ role: 'card-reader', name: 'reader', allow, ...config })
  if (parsed.role !== 'card-reader') throw new Error('no card reader')
  openCardReader({ config: parsed, wire: hand.wire, timers, send: (message) => void said.push(deviceMessage.parse(message)) })
  hand.open(reportDescriptor)
}

const readings = (): string[] => said.flatMap((message) => (message.type === 'state' ? [] : [message.type === 'swiped' ? message.text : message.type === 'garbled' ? message.reason : message.type]))
const line = (text: string): void => hand.bring(Buffer.from(`${text}\r`, 'latin1'))
const nothingIsLeft = (): void => {
  for (const bytes of hand.brought) expect(bytes.every((byte) => byte === 0)).toBe(true)
}

describe('text over serial', () => {
  beforeEach(() => open({ wire: serial }))

  it('several tracks of one swipe are one reading, in one line or in a line each', async () => {
    line(writeTracks(ownTracks).join(''))
    await timers.pass(2000)
    for (const track of writeTracks(ownTracks, true)) {
      line(track)
      await timers.pass(40)
    }
    await timers.pass(200)
    expect(readings()).toEqual([ana, ana])
    nothingIsLeft()
  })

  it('the same card twice within a second is one reading, and after a second another', async () => {
    line(`;${ana}?`)
    await timers.pass(300)
    line(`;${ana}?`)
    await timers.pass(300)
    expect(readings()).toEqual([ana])
    await timers.pass(1000)
    line(`;${ana}?`)
    await timers.pass(100)
    expect(readings()).toEqual([ana, ana])
  })

  it('two cards one behind the other are two readings', async () => {
    line(`;${ana}?`)
    line(`;${bo}?`)
    await timers.pass(100)
    expect(readings()).toEqual([ana, bo])
  })

  it('a UID that the reader repeats while the card lies on it is one reading', async () => {
    for (let time = 0; time < 10; time++) {
      line('04:A2:3B:1C:5D:6E:80')
      await timers.pass(500)
    }
    expect(readings()).toEqual(['04A23B1C5D6E80'])
  })

  it('a payment card is refused with its first track, once for all of them, and nothing of it is left', async () => {
    const [first = '', second = ''] = writeTracks(bankTracks)
    line(first)
    expect(readings()).toEqual(['payment-card-rejected'])
    line(second)
    line(`+${ana}?`)
    await timers.pass(500)
    expect(readings()).toEqual(['payment-card-rejected'])
    nothingIsLeft()
  })

  it('own tracks do not help a payment card that comes behind them', async () => {
    line(`%${ana}?`)
    line(writeTrack(2, bankTracks.track2 ?? ''))
    await timers.pass(500)
    expect(readings()).toEqual(['payment-card-rejected'])
  })

  it('an own card behind a payment card is read', async () => {
    line(writeTracks(bankTracks).join(''))
    await timers.pass(200)
    line(`;${ana}?`)
    await timers.pass(200)
    expect(readings()).toEqual(['payment-card-rejected', ana])
  })

  it('a swipe cut off half-way is never glued to the next one', async () => {
    hand.bring(Buffer.from(`;${ana.slice(0, 6)}`))
    await timers.pass(2500)
    line(`;${bo}?`)
    await timers.pass(200)
    expect(readings()).toEqual(['cut-off', bo])
  })

  it('an unplug in mid-swipe sends nothing of it', () => {
    hand.bring(Buffer.from(`%B4111111111111111^DOE`))
    hand.end()
    expect(readings()).toEqual(['cut-off'])
    nothingIsLeft()
  })

  it('a track whose check character is wrong, or that the reader gave up, is asked for again', async () => {
    line(`${writeTrack(2, ana, true).slice(0, -1)}5`)
    await timers.pass(200)
    line('%E?;E?')
    await timers.pass(200)
    expect(readings()).toEqual(['checksum', 'checksum'])
  })

  it('blank tracks say nothing', async () => {
    line('%?;?')
    await timers.pass(200)
    expect(readings()).toEqual([])
  })

  it('comes out the same however the bytes are split', () => {
    const random = seededRandom(7)
    fc.assert(
      fc.property(fc.constantFrom(writeTracks(ownTracks).join(''), writeTracks(bankTracks).join(''), '04A23B1C5D6E80'), (text) => {
        open({ wire: serial })
        const bytes = Buffer.from(`${text}\r`, 'latin1')
        for (let at = 0; at < bytes.length; ) {
          const next = at + 1 + random(5)
          hand.bring(Buffer.from(bytes.subarray(at, next)))
          at = next
        }
        hand.end()
        expect(readings()).toHaveLength(1)
        nothingIsLeft()
      }),
      { seed: 3, numRuns: 60 },
    )
  })
})

const layouts: { title: string; layout: MsrLayout }[] = [
  { title: 'with lengths', layout: usualMsrLayout },
  { title: 'without lengths, padded', layout: { reportId: 4, trackByteCount: 79, withLengths: false } },
  { title: 'without report ids', layout: { reportId: 0, trackByteCount: 120, withLengths: true } },
]
describe.each(layouts)('HID reports $title', ({ layout }) => {
  beforeEach(() => open({ wire: hid, protocol: 'hid-msr' }, describeMsr(layout)))

  it('bring an own card from any track at once', () => {
    hand.bring(buildMsrReport({ track1: ana }, layout))
    hand.bring(buildMsrReport({ track2: bo }, layout))
    hand.bring(buildMsrReport({ track3: ana }, layout))
    expect(readings()).toEqual([ana, bo, ana])
    nothingIsLeft()
  })

  it('of a payment card leave the refusal', () => {
    hand.bring(buildMsrReport(bankTracks, layout))
    expect(readings()).toEqual(['payment-card-rejected'])
    nothingIsLeft()
  })

  it('that are too short, empty or not of the reader’s are no card', () => {
    hand.bring(buildMsrReport(ownTracks, layout).subarray(0, 100))
    hand.bring(buildMsrReport({}, layout))
    expect(readings()).toEqual(['noise', 'noise'])
    nothingIsLeft()
  })
})

describe('HID reports by their descriptor', () => {
  it('whose length lies are noise', () => {
    open({ wire: hid, protocol: 'hid-msr' }, describeMsr())
    const report = buildMsrReport(ownTracks)
    report[2] = 200
    hand.bring(report)
    expect(readings()).toEqual(['noise'])
    nothingIsLeft()
  })

  it('put tracks together that come in a report each', async () => {
    const track = (id: number, usage: number): number[] => [0x85, id, 0x75, 0x08, 0x95, 0x01, 0x09, usage - 0x10, 0x81, 0x02, 0x95, 0x50, 0x09, usage, 0x82, 0x02, 0x01]
    open({ wire: hid, protocol: 'hid-msr' }, Buffer.from([0x05, 0x8e, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, ...track(1, 0x21), ...track(2, 0x22), 0xc0]))
    const report = (id: number, text: string): Buffer => Buffer.concat([Buffer.from([id, text.length]), Buffer.from(text), Buffer.alloc(0x50 - text.length)])
    hand.bring(report(1, '%CLUB MEMBER?'))
    hand.bring(report(2, `;${ana}?`))
    await timers.pass(200)
    expect(readings()).toEqual([ana])
  })

  it('read one field for all tracks by its sentinels', () => {
    open({ wire: hid, protocol: 'hid-msr' }, Buffer.from([0x05, 0x8e, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0xc0, 0x09, 0x20, 0x82, 0x02, 0x01, 0xc0]))
    const text = writeTracks({ track1: 'CLUB MEMBER', track2: ana }, true).join('')
    hand.bring(Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(0xc0 - text.length)]))
    expect(readings()).toEqual([ana])
  })

  it.each([{ title: 'no descriptor', bytes: undefined }, { title: 'one of a keyboard', bytes: Buffer.from([0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x75, 0x08, 0x95, 0x08, 0x81, 0x02, 0xc0]) }])('with $title, the reader says that it cannot be used', ({ bytes }) => {
    open({ wire: hid, protocol: 'hid-msr' }, bytes)
    expect(said.at(-1)).toMatchObject({ type: 'state', state: 'needs-care', trouble: 'unsupported' })
    hand.bring(buildMsrReport(bankTracks))
    expect(readings()).toEqual([])
    nothingIsLeft()
  })
})

describe('MagTek reports', () => {
  beforeEach(() => open({ wire: hid, protocol: 'magtek' }))

  it('bring an own card from any track', () => {
    hand.bring(buildMagtekReport({ track1: ana }))
    hand.bring(buildMagtekReport({ track2: bo }))
    hand.bring(buildMagtekReport({ track3: ana }))
    expect(readings()).toEqual([ana, bo, ana])
    nothingIsLeft()
  })

  it('stand on their bytes: status, lengths and encode type in front, 110 bytes a track', () => {
    const report = buildMagtekReport({ track2: ana }, [1])
    expect(report).toHaveLength(338)
    expect([...report.subarray(0, 7)]).toEqual([1, 0, 0, 0, 15, 0, 0])
    expect(report.toString('latin1', 117, 132)).toBe(`;${ana}?`)
  })

  it('take a track with an error bit for unread, even when it looks right', () => {
    hand.bring(buildMagtekReport({ track2: ana }, [2]))
    hand.bring(buildMagtekReport({ track1: 'CLUB', track2: ana }, [1]))
    hand.bring(buildMagtekReport({}, [1, 2, 3]))
    expect(readings()).toEqual(['checksum', ana, 'checksum'])
    nothingIsLeft()
  })

  it('of a payment card leave the refusal, on tracks that could not be read as well', () => {
    hand.bring(buildMagtekReport(bankTracks, [1, 2]))
    expect(readings()).toEqual(['payment-card-rejected'])
    nothingIsLeft()
  })

  it('of another length, or with lengths that lie, are noise', () => {
    const lying = buildMagtekReport({ track2: ana })
    lying[4] = 111
    hand.bring(lying)
    hand.bring(Buffer.alloc(64))
    hand.bring(buildMagtekReport({}))
    expect(readings()).toEqual(['noise', 'noise', 'noise'])
    nothingIsLeft()
  })

  it('hide nothing behind the end of a track', () => {
    hand.bring(buildMagtekReport({ track2: `${ana}?4111111111111111` }))
    expect(readings()).toEqual(['payment-card-rejected'])
  })
})

it('a protocol that does not go over its wire says so', () => {
  open({ wire: hid, protocol: 'text' })
  expect(said.at(-1)).toMatchObject({ state: 'needs-care', trouble: 'unsupported' })
})

it('random reports crash nothing and leave nothing but an own number', () => {
  fc.assert(
    fc.property(fc.constantFrom('hid-msr', 'magtek'), fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 4 }), (protocol, reports) => {
      open({ wire: hid, protocol }, describeMsr())
      for (const report of reports) hand.bring(Buffer.from(report))
      expect(said.filter((message) => message.type === 'swiped')).toEqual([])
      nothingIsLeft()
    }),
    { seed: 12, numRuns: 1000 },
  )
})

import '../connect/no-eval.ts'
import { createRoot } from 'react-dom/client'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/frame.css'
import '../styles/sale.css'
import '../styles/panel.css'
import '../styles/tender.css'
import '../styles/returns.css'
import { usualWedge } from '../../src/contract/wedge-settings.ts'
import { assert } from '../../src/domain/assert.ts'
import { connectLane } from '../connect/connect-lane.ts'
import { captureKeys } from '../keys/capture-keys.ts'
import { isTextBox } from '../keys/text-box.ts'
import { openSpeaker } from '../sound/open-speaker.ts'
import { LanePage } from './lane-page.tsx'
import { readLaneKey } from './screen/lane-key.ts'
import { openLaneScreen } from './screen/open-lane-screen.ts'

const link = connectLane()
const screen = openLaneScreen(link, () => performance.now())
const speaker = openSpeaker()
link.onSound((sound) => speaker.play(sound, link.state().view?.lane.number ?? 0))
captureKeys({
  scanned: (text, twice) => screen.send({ kind: 'scanned', text, twice }),
  scanLost: () => screen.send({ kind: 'scan-lost' }),
  typed: (text, { first, fast }) => screen.send(text === '*' && !fast ? { kind: 'key', key: 'quantity' } : { kind: 'typed', text, begins: first }),
  takeBack: () => screen.send({ kind: 'take-back' }),
  pressed(event) {
    const key = readLaneKey({ code: event.code, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey, repeat: event.repeat, inTextBox: isTextBox(document.activeElement) })
    if (key !== 'free' && key !== 'blocked') screen.send({ kind: 'key', key })
    return key !== 'free'
  },
}, () => link.state().view?.lane.wedge ?? usualWedge)

const page = document.querySelector('#page')
assert(page !== null, 'the page has a place for the screen')
createRoot(page).render(<LanePage controls={{ screen, question: link.ask }} />)

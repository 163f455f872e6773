import type { LaneSound } from '../../src/contract/lane-view.ts'
import { laneHertz, tones } from './tones.ts'

export interface LoudSpeaker {
  play(sound: LaneSound, laneNumber: number): void
}

const volume = 0.5
/** Warnings are never quieter than this, whatever the lane's volume. */
const warningVolume = 0.6
/** Fades in and out so that a tone does not click. */
const fadeSeconds = 0.005

/** The lane's voice. A browser may keep it silent until the first key or touch; words always say the same. */
export function openSpeaker(): LoudSpeaker {
  const audio = new AudioContext({ latencyHint: 'interactive' })
  const wake = (): void => void audio.resume()
  for (const kind of ['keydown', 'pointerdown'] as const) window.addEventListener(kind, wake, { capture: true, once: true })
  return {
    play(sound, laneNumber) {
      // A suspended context would keep the tones and play them all at the first touch.
      if (audio.state !== 'running') return wake()
      for (const tone of tones[sound]) playTone(audio, laneHertz(tone.hertz, laneNumber), audio.currentTime + tone.startMs / 1000, tone.lengthMs / 1000, sound === 'warn' || sound === 'stop' ? warningVolume : volume)
    },
  }
}

function playTone(audio: AudioContext, hertz: number, startSeconds: number, lengthSeconds: number, gainTo: number): void {
  const oscillator = new OscillatorNode(audio, { frequency: hertz })
  const gain = new GainNode(audio, { gain: 0 })
  gain.gain.setValueAtTime(0, startSeconds)
  gain.gain.linearRampToValueAtTime(gainTo, startSeconds + fadeSeconds)
  gain.gain.setValueAtTime(gainTo, startSeconds + lengthSeconds - fadeSeconds)
  gain.gain.linearRampToValueAtTime(0, startSeconds + lengthSeconds)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(startSeconds)
  oscillator.stop(startSeconds + lengthSeconds)
}

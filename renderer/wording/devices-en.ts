import type { DeviceWords } from './words.ts'

/** What is wrong with a device in a word or two, and what puts it right. Advice is one step a cashier can take, or whom to call. */
export const enDevices = {
  troubles: {
    connecting: { word: 'connecting', advice: 'Wait a moment' },
    'not-found': { word: 'not found', advice: 'Plug it in and switch it on' },
    'no-permission': { word: 'no permission', advice: 'Call the office: the lane may not open its port' },
    'in-use': { word: 'in use elsewhere', advice: 'Close the other program that uses it' },
    unplugged: { word: 'unplugged', advice: 'Plug its cable in again' },
    refused: { word: 'refuses', advice: 'Switch it off and on. If it stays, call the office: wrong address' },
    unreachable: { word: 'not reachable', advice: 'Check that it is on and its network cable is in' },
    'no-answer': { word: 'no answer', advice: 'Switch it off and on' },
    failed: { word: 'line failed', advice: 'Pull its cable, count to five, plug it in' },
    unsupported: { word: 'not supported', advice: 'Call the office: it needs another connection' },
    'same-name': { word: 'name used twice', advice: 'Call the office: two devices have one name' },
    'process-ended': { word: 'starting again', advice: 'Wait a moment. If it stays, start the lane again' },
    'paper-out': { word: 'paper out', advice: 'Load a roll and close the cover' },
    'paper-near-end': { word: 'paper near its end', advice: 'Have a new roll ready' },
    'cover-open': { word: 'cover open', advice: 'Close the cover' },
    cutter: { word: 'cutter stuck', advice: 'Switch it off, free the cutter, switch it on' },
    broken: { word: 'printer error', advice: 'Switch it off and on. If it comes again, call the office' },
    offline: { word: 'off line', advice: 'Press its feed key, else switch it off and on' },
    'open-too-long': { word: 'open too long', advice: 'Close the drawer' },
    away: { word: 'not connected', advice: 'Check cable and power' },
    'needs-care': { word: 'needs care', advice: 'Look at the device' },
  },
  fallbacks: {
    scanner: 'Type the code',
    'card-reader': 'Scan the card, or ask for the phone number',
    printer: 'Sell on. Receipts are kept and print later',
    drawer: 'Open it with the key',
    'line-display': 'Sell on, and say the total',
    scale: 'Weigh at the counter, scan its label',
    'payment-terminal': 'Take cash, or a card on another terminal',
  },
} as const satisfies DeviceWords

import type { Session } from 'electron'
import { mayLoad } from './policy.ts'

/**
 * Takes from pages what Electron gives by default: every permission, every device, every address, every download.
 * Devices hang on the device process, so WebHID, WebSerial and WebUSB stay shut.
 */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoad(url) && !isPictureInMemory(url) }))
}

/** Pages make these themselves; the Content-Security-Policy allows them for pictures alone. */
function isPictureInMemory(url: string): boolean {
  return url.startsWith('blob:app://lane/') || url.startsWith('data:image/')
}

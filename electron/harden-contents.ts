import type { WebContents } from 'electron'
import { mayLoad } from './policy.ts'

/** Keeps a window on our own pages: no other address, no second window, no web view. */
export function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => stayHome(event))
  contents.on('will-frame-navigate', (event) => stayHome(event))
  contents.on('will-redirect', (event) => stayHome(event))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function stayHome(event: { readonly url: string; preventDefault(): void }): void {
  if (!mayLoad(event.url)) event.preventDefault()
}

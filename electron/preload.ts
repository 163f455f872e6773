import { contextBridge, ipcRenderer } from 'electron'

// All that a page can reach: send the lane a frame, and hear its frames. Neither ipcRenderer nor an event object crosses over.
contextBridge.exposeInMainWorld('lanewise', {
  send: (frame: unknown): void => ipcRenderer.send('lane:call', frame),
  onFrame: (listener: (frame: unknown) => void): void => {
    ipcRenderer.on('lane:frame', (_event, frame: unknown) => listener(frame))
    ipcRenderer.on('lane:view', (_event, frame: unknown) => {
      listener(frame)
      ipcRenderer.send('lane:seen')
    })
    ipcRenderer.send('lane:listen')
  },
})

const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('fixture', {
  ask: (channel, value) => ipcRenderer.invoke(channel, value),
  tell: (channel, value) => ipcRenderer.send(channel, value),
  listen: (channel, listener) => {
    const heard = (_event, value) => listener(value)
    ipcRenderer.on(channel, heard)
    return () => ipcRenderer.off(channel, heard)
  },
  add: (left, right) => left + right,
  refuse: () => {
    throw new RangeError('never')
  },
  nested: { list: [1, 2, 3], now: () => new Date(0) },
})

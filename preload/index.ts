import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { apiShape, askChannel, eventChannel, type ComptoirApi, type ComptoirEvents, type ComptoirWindow } from './contract/index.ts'

// Builds window.comptoir from the contract: one function a call, nothing else passes.
function callsOf(topic: keyof ComptoirApi): Record<string, (input?: unknown) => Promise<unknown>> {
  return Object.fromEntries(apiShape[topic].map(call => [call, (input?: unknown) => ipcRenderer.invoke(askChannel, topic, call, input)]))
}

const topics = Object.fromEntries((Object.keys(apiShape) as (keyof ComptoirApi)[]).map(topic => [topic, callsOf(topic)]))

function on<E extends keyof ComptoirEvents>(event: E, listener: ComptoirEvents[E]): () => void {
  const pass = (_: IpcRendererEvent, value: unknown): void => { (listener as (value: unknown) => void)(value) }
  ipcRenderer.on(eventChannel(event), pass)
  return () => { ipcRenderer.removeListener(eventChannel(event), pass) }
}

// The cast: apiShape is held against ComptoirApi by the compiler, fromEntries forgets it.
contextBridge.exposeInMainWorld('comptoir', { ...topics, on } as unknown as ComptoirWindow)

import { z } from 'zod'
import { XrpcRefusal } from './refusal.ts'

type Message = { readonly id: string; readonly rev: string; readonly text: string; readonly did: string; readonly sentUtc: number }
type Convo = { readonly id: string; readonly members: readonly string[]; readonly messages: Message[]; rev: string; readonly read: Map<string, string> }
type LogLine = { readonly rev: string; readonly convo: Convo; readonly message: Message | null }

type Json = Record<string, unknown>
const sendInput = z.object({ convoId: z.string(), message: z.object({ text: z.string().min(1).max(10_000) }).loose() })

/** Direct messages between accounts of one PDS, kept in memory. Bluesky's chat service is not published: this follows its lexicons. */
export function createChat(profileOf: (viewer: string, did: string) => Json) {
  const convos: Convo[] = []
  const log: LogLine[] = []
  let count = 0
  const nextRev = (): string => (++count).toString(36).padStart(13, '0')
  const mine = (viewer: string, id: string): Convo => {
    const convo = convos.find(one => one.id === id && one.members.includes(viewer))
    if (!convo) throw new XrpcRefusal(400, 'InvalidConvo', 'Convo not found')
    return convo
  }
  const messageView = (message: Message): Json => ({ $type: 'chat.bsky.convo.defs#messageView', id: message.id, rev: message.rev, text: message.text, sender: { did: message.did }, sentAt: new Date(message.sentUtc).toISOString() })
  const convoView = (viewer: string, convo: Convo): Json => {
    const last = convo.messages.at(-1)
    const seen = convo.read.get(viewer) ?? ''
    return {
      id: convo.id, rev: convo.rev, members: convo.members.map(did => profileOf(viewer, did)), muted: false, status: 'accepted',
      unreadCount: convo.messages.filter(message => message.did !== viewer && message.rev > seen).length, ...(last ? { lastMessage: messageView(last) } : {}),
    }
  }
  const newestFirst = <T extends { readonly rev: string }>(all: readonly T[]): T[] => all.toSorted((a, b) => (a.rev < b.rev ? 1 : -1))

  return {
    getConvoForMembers(viewer: string, query: URLSearchParams): Json {
      const members = [...new Set([viewer, ...query.getAll('members')])].toSorted()
      let convo = convos.find(one => one.members.join() === members.join())
      if (!convo) {
        const rev = nextRev()
        convo = { id: `convo-${rev}`, members, messages: [], rev, read: new Map() }
        convos.push(convo)
        log.push({ rev, convo, message: null })
      }
      return { convo: convoView(viewer, convo) }
    },
    listConvos: (viewer: string): Json => ({ convos: newestFirst(convos.filter(convo => convo.members.includes(viewer))).map(convo => convoView(viewer, convo)) }),
    getConvo: (viewer: string, query: URLSearchParams): Json => ({ convo: convoView(viewer, mine(viewer, query.get('convoId') ?? '')) }),
    getMessages: (viewer: string, query: URLSearchParams): Json => ({ messages: newestFirst(mine(viewer, query.get('convoId') ?? '').messages).slice(0, Number(query.get('limit') ?? 50)).map(messageView) }),
    /** Without a cursor the whole log; with one, what came after it. */
    getLog(viewer: string, query: URLSearchParams): Json {
      const after = query.get('cursor') ?? ''
      const lines = log.filter(line => line.convo.members.includes(viewer) && line.rev > after)
      return {
        cursor: lines.at(-1)?.rev ?? after,
        logs: lines.map(({ rev, convo, message }) => message
          ? { $type: 'chat.bsky.convo.defs#logCreateMessage', rev, convoId: convo.id, message: messageView(message) }
          : { $type: 'chat.bsky.convo.defs#logBeginConvo', rev, convoId: convo.id }),
      }
    },
    sendMessage(viewer: string, body: unknown): Json {
      const { convoId, message } = sendInput.parse(body)
      const convo = mine(viewer, convoId)
      const rev = nextRev()
      const sent: Message = { id: `message-${rev}`, rev, text: message.text, did: viewer, sentUtc: Date.now() }
      convo.messages.push(sent)
      convo.rev = rev
      log.push({ rev, convo, message: sent })
      const { $type: _, ...view } = messageView(sent)
      return view
    },
    updateRead(viewer: string, body: unknown): Json {
      const convo = mine(viewer, z.object({ convoId: z.string() }).loose().parse(body).convoId)
      convo.read.set(viewer, convo.rev)
      return { convo: convoView(viewer, convo) }
    },
  }
}

import { edit, type Action, type Draft } from './composer-state.ts'

/** A draft with the way back. Undo is for structure as much as for words: a removed picture comes back with its description. */
export type History = {
  readonly past: readonly Draft[]
  readonly present: Draft
  readonly future: readonly Draft[]
  /** Field of the last typing; typing on in the same word adds no new step. */
  readonly typingIn: string | null
}

export type HistoryAction = Action | { readonly kind: 'undo' } | { readonly kind: 'redo' } | { readonly kind: 'load'; readonly draft: Draft }

/** Steps kept: drafts share what they did not change, so a step is small. */
const maxSteps = 200

export const startHistory = (present: Draft): History => ({ past: [], present, future: [], typingIn: null })

export function step(history: History, action: HistoryAction): History {
  switch (action.kind) {
    case 'load': return startHistory(action.draft)
    case 'undo': {
      const previous = history.past.at(-1)
      return previous ? { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future], typingIn: null } : history
    }
    case 'redo': {
      const [next, ...future] = history.future
      return next ? { past: [...history.past, history.present], present: next, future, typingIn: null } : history
    }
    default: {
      const present = edit(history.present, action)
      if (present === history.present) return history
      const field = typingField(action)
      const goesOn = field !== null && field.name === history.typingIn && !field.endsWord
      return {
        past: goesOn ? history.past : [...history.past, history.present].slice(-maxSteps),
        present,
        future: [],
        // A finished word: the next letter begins a new step.
        typingIn: field && !field.endsWord ? field.name : null,
      }
    }
  }
}

function typingField(action: Action): { readonly name: string; readonly endsWord: boolean } | null {
  switch (action.kind) {
    case 'type-text': return { name: `text ${action.whose} ${action.part}`, endsWord: /\s$/u.test(action.text) }
    case 'write-alt': return { name: `alt ${action.whose} ${action.part} ${action.index}`, endsWord: /\s$/u.test(action.alt) }
    case 'warn': return { name: `warning ${action.whose}`, endsWord: /\s$/u.test(action.warning ?? '') }
    case 'write-option': return { name: `option ${action.account} ${action.option}`, endsWord: /\s$/u.test(action.value ?? '') }
    case 'put-poll': return action.poll ? { name: `poll ${action.whose} ${action.part} ${action.poll.options.length} ${action.poll.durationS} ${action.poll.multiple}`, endsWord: false } : null
    default: return null
  }
}

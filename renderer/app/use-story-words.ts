import { useMemo } from 'react'
import { storyWords, type StoryWords } from '../../preload/contract/story-words/index.ts'
import { useLanguage } from '../text/index.ts'
import { typesetFrench } from '../text/typeset-french.ts'

/** The sentences of a story in the language on screen, set as that language is printed. */
export function useStoryWords(): StoryWords {
  const language = useLanguage()
  return useMemo(() => {
    const words = storyWords(language)
    if (language !== 'fr') return words
    return { ...words, line: line => typesetFrench(words.line(line)), look: look => typesetFrench(words.look(look)), outcome: record => typesetFrench(words.outcome(record)) }
  }, [language])
}

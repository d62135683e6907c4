import { useState } from 'react'

interface Draft {
  draft: string
  setDraft: (text: string) => void
  /** Hands over what was typed, if it is something else than before. */
  commit: () => void
  revert: () => void
}

/** What is being typed becomes a change when the field is left, so that undo takes back what one thinks of as one change. */
export function useDraft(value: string, onCommit: (text: string) => void): Draft {
  const [draft, setDraft] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    // Changed by other means, such as undo.
    setKnown(value)
    setDraft(value)
  }
  return {
    draft,
    setDraft,
    commit: () => {
      if (draft !== value) {
        onCommit(draft)
      }
    },
    revert: () => setDraft(value),
  }
}

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, snippet, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting, syntaxTree } from '@codemirror/language'
import { lintGutter, linter } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useEffectEvent, useRef, type ReactElement } from 'react'
import { t } from '../texts'
import classes from './Bundle.module.css'
import type { Schema } from './formSchema'
import { suggestionsAt } from './jsonCompletion'

// Readable on both grounds, which the library's own are not.
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'light-dark(#2b3fa3, #91a7ff)' },
  { tag: tags.string, color: 'light-dark(#05614a, #63e6be)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#a03c00, #ffc078)' },
])

interface Props {
  label: string
  value: string
  schema: Schema
  onChange: (value: string) => void
}

/** JSON with completion out of a schema; loaded with the first file that is edited so. */
export default function JsonEditor({ label, value, schema, onChange }: Props): ReactElement {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const changed = useEffectEvent((text: string) => onChange(text))
  const initial = useEffectEvent(() => value)

  useEffect(() => {
    if (host.current === null) {
      return
    }
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial(),
        extensions: [
          lineNumbers(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          json(),
          syntaxHighlighting(colours),
          linter(jsonParseLinter()),
          lintGutter(),
          autocompletion({ override: [(context) => complete(context, schema)] }),
          // Escape leaves the field, so that the keyboard is not caught in it.
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
          EditorState.phrases.of({ Completions: t('Suggestions') }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              changed(update.state.doc.toString())
            }
          }),
        ],
      }),
    })
    view.current = created
    return () => {
      view.current = null
      created.destroy()
    }
  }, [label, schema])

  // What others put in, such as a new field, and not what was typed here.
  useEffect(() => {
    const shown = view.current
    if (shown !== null && shown.state.doc.toString() !== value) {
      shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: value } })
    }
  }, [value])

  return <div ref={host} className={classes.json} />
}

function complete(context: CompletionContext, schema: Schema): CompletionResult | null {
  const found = suggestionsAt(context.state.doc.toString(), context.pos, schema, syntaxTree(context.state))
  if (found === null || found.options.length === 0) {
    return null
  }
  return {
    from: found.from,
    to: found.to,
    // Quotes belong to the word.
    filter: false,
    options: found.options
      .filter(({ label }) => label.startsWith(context.state.sliceDoc(found.from, context.pos).replace(/^"/, '')))
      .map(({ label, apply, detail }) => ({ label, apply: snippet(cursorInside(apply)), ...(detail === null ? {} : { detail }) })),
  }
}

/** A template that leaves the cursor where the value goes: in empty quotes, braces or brackets at the end. */
function cursorInside(text: string): string {
  return text.replace(/(?<=["{[])(?=["}\]]$)/, '${}')
}

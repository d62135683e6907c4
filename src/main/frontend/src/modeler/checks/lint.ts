import Linter from 'bpmnlint/lib/linter'
import eventSubProcessTypedStart from 'bpmnlint/rules/event-sub-process-typed-start-event'
import noDuplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows'
import singleBlankStart from 'bpmnlint/rules/single-blank-start-event'
import singleEventDefinition from 'bpmnlint/rules/single-event-definition'
import subProcessBlankStart from 'bpmnlint/rules/sub-process-blank-start-event'
import type { Model } from '../diagram'
import { t } from '../texts'
import type { Finding } from './finding'
import { ownRules, type Names } from './rules'

/** Of bpmnlint those that find mistakes; matters of taste are the analyst's. */
const standard: Readonly<Record<string, { factory: unknown; message: string }>> = {
  'event-sub-process-typed-start-event': { factory: eventSubProcessTypedStart, message: t('An event sub-process starts with an event: a message, a timer, an error') },
  'no-duplicate-sequence-flows': { factory: noDuplicateFlows, message: t('The same flow is drawn twice') },
  'single-blank-start-event': { factory: singleBlankStart, message: t('There is more than one plain start') },
  'single-event-definition': { factory: singleEventDefinition, message: t('The event waits for more than one thing') },
  'sub-process-blank-start-event': { factory: subProcessBlankStart, message: t('A sub-process starts with a plain start event') },
}

/** What can be said about a diagram without asking the server. */
export async function lint(definitions: Model, known: Names, resource: string): Promise<readonly Finding[]> {
  const own = ownRules(known)
  const linter = new Linter({
    config: {
      rules: Object.fromEntries([
        ...Object.keys(standard).map((name) => [`bpmnlint/${name}`, 'error']),
        ...Object.entries(own).map(([name, { severity }]) => [`bpmnlint-plugin-steward/${name}`, severity === 'error' ? 'error' : 'warn']),
      ]) as Record<string, string>,
    },
    resolver: {
      resolveRule: (pkg, name) => {
        const rule = own[name]
        return pkg === 'bpmnlint' || rule === undefined ? standard[name]?.factory : () => ({ check: rule.check })
      },
      resolveConfig: () => ({ rules: {} }),
    },
  })
  const results = await linter.lint(definitions)
  const elements = namesOf(definitions)
  return Object.entries(results).flatMap(([name, reports]) => {
    const rule = name.replace(/^.*\//, '')
    return reports.map(({ id, message, category }): Finding => ({
      severity: category === 'error' || category === 'rule-error' ? 'error' : 'warning',
      resource,
      element: id ?? null,
      elementName: (id === undefined ? undefined : elements.get(id)) ?? null,
      line: null,
      rule,
      message: standard[rule]?.message ?? message,
    }))
  })
}

function namesOf(model: Model, found = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const property of ['rootElements', 'flowElements']) {
    const children = model.get(property)
    if (Array.isArray(children)) {
      for (const child of children as Model[]) {
        if (child.id !== undefined && child.name !== undefined) {
          found.set(child.id, child.name)
        }
        namesOf(child, found)
      }
    }
  }
  return found
}

import { names, referencesInText } from '../diagram'

/** Variables that a goal speaks of though the agent does not get to see them. */
export function referencesOutside(goal: string, inputs: string): readonly string[] {
  const seen = new Set(names(inputs))
  return [...new Set(referencesInText(goal).map(({ variable }) => variable))].filter((variable) => !seen.has(variable))
}

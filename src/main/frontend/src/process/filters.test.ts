import { expect, test } from 'vitest'
import { parseInstanceFilters, variableIn } from './filters'

test('leaves out what a URL gets wrong', () => {
  expect(parseInstanceFilters({ state: 'sleeping', businessKey: 'LEAD-1' })).toEqual({ businessKey: 'LEAD-1' })
})

test('a variable is searched for once its value is named', () => {
  expect(variableIn('lead.tier = sensitive')).toEqual({ variable: 'lead.tier', value: 'sensitive' })
  expect(variableIn('formula=a=b')).toEqual({ variable: 'formula', value: 'a=b' })
  expect(variableIn('lead.tier')).toEqual({ variable: undefined, value: undefined })
})

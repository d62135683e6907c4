import { expect, test } from 'vitest'
import { conditionProblem, isTime, referencesInExpression, referencesInText } from '../diagram'
import { timeInWords } from './timeInWords'

test('durations read as words', () => {
  expect(timeInWords('PT8H')).toBe('8 hours')
  expect(timeInWords('P1DT30M')).toBe('1 day 30 minutes')
  expect(timeInWords('R3/PT1H')).toBe('3 times, every 1 hour')
  expect(timeInWords('tomorrow')).toBeNull()
  expect(timeInWords('${deadline}')).toBeNull()
})

test('times that the engine would not understand are told apart', () => {
  for (const good of ['PT8H', 'P3D', 'P2W', '2027-01-31T08:00:00', '2027-01-31T08:00:00+02:00', 'R3/PT1H', '${lead.deadline}']) {
    expect(isTime(good), good).toBe(true)
  }
  for (const bad of ['8 hours', 'P', 'PT', '8h', '${a} days', '']) {
    expect(isTime(bad), bad).toBe(false)
  }
})

test('conditions outside of what is allowed are told before the server does', () => {
  for (const good of ["${fit.confidence >= 0.9 && fit.verdict == 'unfit'}", '${not (a or b)}', "${tier == 'a+b(c)'}", '${a.b[0] != -1}']) {
    expect(conditionProblem(good), good).toBeNull()
  }
  for (const bad of ['fit', '${}', "${''.getClass()}", '${a = 1}', '${a + 1}', '${(a}', '${execution.setVariable("x", 1)}']) {
    expect(conditionProblem(bad), bad).not.toBeNull()
  }
})

test('the variables that texts and conditions speak of are found', () => {
  expect(referencesInText('To ${lead.contact} of ${lead.company}: ${a[0].b} $ {no}').map(({ path }) => path)).toEqual(['lead.contact', 'lead.company', 'a[0].b'])
  expect(referencesInExpression("${fit.confidence >= 0.9 && not empty lead.tier && x != 'y.z'}").map(({ variable }) => variable)).toEqual(['fit', 'lead', 'x'])
})

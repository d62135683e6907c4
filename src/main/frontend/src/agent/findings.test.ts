import { expect, test } from 'vitest'
import type { DefinitionFinding } from '../api'
import { about, elsewhere, place } from './findings'

const finding = (path: string, message = 'is wrong', line: number | null = 3): DefinitionFinding => ({ severity: 'error', path, line, message })

test('shows what is wrong in a field at the field', () => {
  const findings = [finding('/tools/0', 'a'), finding('/tools/1', 'b'), finding('/toolsmith', 'c'), finding('', 'd')]
  expect(about(findings, '/tools')).toBe('a; b')
  expect(about(findings, '/model')).toBeNull()
  expect(elsewhere(findings, ['/tools', '/model']).map(({ message }) => message)).toEqual(['c', 'd'])
})

test('says where it is', () => {
  expect(place(finding('/limits/costUsd'))).toBe('line 3, limits › costUsd')
  expect(place(finding('', 'x', null))).toBe('')
})

import { expect, test } from 'vitest'
import { pollEvery, topicOf } from './stream'

test('a hint names a topic that pages know', () => {
  expect(topicOf('{"topic":"tasks","ids":["1"]}')).toBe('tasks')
  expect(topicOf('{"topic":"toString"}')).toBeNull()
  expect(topicOf('null')).toBeNull()
  expect(topicOf('no JSON')).toBeNull()
})

test('pages ask by themselves where nobody tells them', () => {
  expect(pollEvery(4_000)()).toBe(4_000)
})

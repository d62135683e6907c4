import { expect, test } from 'vitest'
import { hasSubmitButton } from './formSchema'
import { parseJsonObject } from './json'

test('nothing typed is no data, an object is its data', () => {
  expect(parseJsonObject('  ')).toEqual({ ok: true, value: {} })
  expect(parseJsonObject('{"a":[1]}')).toEqual({ ok: true, value: { a: [1] } })
})

test('anything else is refused with a reason', () => {
  for (const text of ['[1]', 'null', '"x"', '{a:1}']) {
    expect(parseJsonObject(text)).toMatchObject({ ok: false })
  }
})

test('finds a submit button in a group, but takes no reset button for one', () => {
  const button = (action?: string): unknown => ({ type: 'button', ...(action === undefined ? {} : { action }) })
  expect(hasSubmitButton({ components: [{ type: 'group', components: [button('submit')] }] })).toBe(true)
  expect(hasSubmitButton({ components: [button()] })).toBe(true)
  expect(hasSubmitButton({ components: [button('reset'), { type: 'textfield' }] })).toBe(false)
})

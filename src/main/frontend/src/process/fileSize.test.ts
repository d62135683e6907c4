import { expect, test } from 'vitest'
import { fileSize } from './fileSize'

test.each([
  [7, '7 bytes'],
  [1_400, '1.4 kB'],
  [12_345, '12 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [10_485_760, '10 MB'],
])('says %i bytes as %s', (bytes, said) => {
  expect(fileSize(bytes)).toBe(said)
})

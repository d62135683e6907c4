import { expect, test } from 'vitest'
import type { Attachment } from '../api'
import { attachedFiles, fileFields, isAccepted, withFiles } from './attachedFiles'

const contract = { id: '1', name: 'contract.pdf', size: 7 }

test('reads files out of what a variable holds, and nothing else', () => {
  expect(attachedFiles([contract, 'x', null, { id: 2, name: 'y', size: 1 }])).toEqual([{ ...contract, mine: false }])
  expect(attachedFiles('files::1')).toEqual([])
})

test('names the fields that ask for files with the groups around them', () => {
  const schema = {
    components: [
      { type: 'filepicker', key: 'proof' },
      { type: 'textfield', key: 'title' },
      { type: 'group', components: [{ type: 'filepicker', key: 'offer.contract' }] },
      { type: 'group', path: 'lead', components: [{ type: 'filepicker', key: 'photo' }] },
    ],
  }
  expect(fileFields(schema)).toEqual(['proof', 'offer.contract', 'lead.photo'])
  expect(fileFields(null)).toEqual([])
})

test('puts what a field holds before what waits for it, and leaves out what others have uploaded', () => {
  const waiting = [
    { ...contract, id: '2', field: 'offer.contract', mine: true },
    { ...contract, id: '3', field: 'offer.contract', mine: false },
    { ...contract, id: '4', field: 'proof', mine: true },
  ] as Attachment[]
  const draft = { offer: { title: 'Typed', contract: [{ ...contract, id: 'gone' }] } }

  expect(withFiles(draft, { offer: { contract: [contract] } }, waiting, ['offer.contract', 'extra'])).toEqual({
    offer: {
      title: 'Typed',
      contract: [
        { ...contract, mine: false },
        { ...contract, id: '2', mine: true },
      ],
    },
    extra: null,
  })
})

test('accepts what the author of the form has said', () => {
  const scan = { name: 'Scan.PDF', type: 'application/pdf' }
  expect(isAccepted('', scan)).toBe(true)
  expect(isAccepted('.pdf, image/*', scan)).toBe(true)
  expect(isAccepted('application/pdf', scan)).toBe(true)
  expect(isAccepted('image/*', scan)).toBe(false)
  expect(isAccepted('image/*', { name: 'a.png', type: 'image/png' })).toBe(true)
  // Some systems know no type for a file; the server does.
  expect(isAccepted('image/*', { name: 'a.heic', type: '' })).toBe(true)
})

import { readCookie } from './client'
import type { Attachment } from './index'
import { toProblem, unreachable } from './problem'

/** Where a file is to wait: for a task that is open, or for the start of a process. */
export type UploadPlace = { task: string } | { process: string }

/**
 * Sends a file for a field of a form. The generated client cannot tell how far a request has come, which large files need.
 *
 * @param onProgress with the share that is sent, from 0 to 1
 */
export function uploadFile(place: UploadPlace, field: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', 'task' in place ? `/api/tasks/${encodeURIComponent(place.task)}/attachments` : `/api/processes/${encodeURIComponent(place.process)}/attachments`)
    request.setRequestHeader('Accept', 'application/json, application/problem+json')
    request.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
    const token = readCookie(document.cookie, 'XSRF-TOKEN')
    if (token !== null) {
      request.setRequestHeader('X-XSRF-TOKEN', token)
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(new DOMException('Given up', 'AbortError'))
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status === 201) {
        resolve(body as Attachment)
      } else {
        reject(toProblem(request.status, body))
      }
    }
    if (signal.aborted) {
      reject(new DOMException('Given up', 'AbortError'))
      return
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    const body = new FormData()
    body.append('field', field)
    body.append('file', file, file.name)
    request.send(body)
  })
}

/** Where a browser finds a file, to save it. */
export function attachmentAddress(id: string): string {
  return `/api/attachments/${encodeURIComponent(id)}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type Upload = {
  body: { files: string[] }
  bodySerializer: () => FormData
}

/** A request's files, with fields beside them. The description says text where a browser has files, which is what the types ask for. */
export function multipart(files: readonly File[], fields: Readonly<Record<string, string>> = {}): Upload {
  return {
    body: { files: files.map(({ name }) => name) },
    bodySerializer: () => {
      const form = new FormData()
      files.forEach((file) => form.append('files', file, file.name))
      Object.entries(fields).forEach(([name, value]) => form.append(name, value))
      return form
    },
  }
}

/** Hands something to the browser as a file to keep. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

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

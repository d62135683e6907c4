declare module 'bpmnlint/lib/linter' {
  import type { Model } from './diagram'

  interface Report {
    id?: string
    message: string
    category: string
  }

  export default class Linter {
    constructor(options: { config: { rules: Record<string, string> }; resolver: { resolveRule: (pkg: string, name: string) => unknown; resolveConfig: (pkg: string, name: string) => unknown } })
    lint(root: Model): Promise<Record<string, Report[]>>
  }
}

declare module 'bpmnlint/rules/*' {
  const factory: (options?: unknown) => unknown
  export default factory
}

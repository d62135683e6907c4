declare module 'bpmn-js-create-append-anything' {
  import type { ModuleDeclaration } from 'didi'

  export const CreateAppendAnythingModule: ModuleDeclaration
}

declare module 'diagram-js-minimap' {
  import type { ModuleDeclaration } from 'didi'

  const minimap: ModuleDeclaration
  export default minimap
}

declare module 'bpmn-moddle' {
  export const BpmnModdle: new (packages?: object) => object
}

declare module 'saxen' {
  export class Parser {
    // A listener gets what its event has.
    on(event: string, listener: (...values: never[]) => void): this
    parse(xml: string): Error | undefined
  }
}

declare module 'dmn-js/lib/Modeler' {
  interface View {
    type: string
  }

  interface Viewer {
    get: (service: 'eventBus') => { on: (event: string, listener: () => void) => void }
  }

  export default class DmnModeler {
    constructor(options: { container: HTMLElement } & Partial<Record<'decisionTable' | 'drd' | 'literalExpression' | 'boxedExpression', { additionalModules: readonly object[] }>>)
    importXML(xml: string): Promise<unknown>
    saveXML(options: { format: boolean }): Promise<{ xml: string }>
    getViews(): View[]
    open(view: View): Promise<unknown>
    on(event: 'viewer.created', listener: (event: { viewer: Viewer }) => void): void
    destroy(): void
  }
}

declare module '@bpmn-io/element-templates-validator' {
  export function validate(template: unknown): { valid: boolean; errors: readonly unknown[] | null }
}

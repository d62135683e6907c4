import { taskTypes, type TaskType } from '../diagram'
import { diagramText, inSentence, t } from '../texts'
import { iconHtml } from './icons'
import type { NewTasks } from './newTasks'
import type { Create, ElementFactory, MenuEntries, MenuEntry, Shape } from './services'

/** What a deployment refuses anyway is not offered in the first place. */
const refused =
  /^(?:create|append|replace-with)-task$|(?:^|-)(?:service-task|script-task|send-task|receive-task|manual-task|rule-task|complex-gateway|ad-?hoc|conditional-(?:start|intermediate|boundary|non)|non-interrupting-conditional|link-intermediate)/

const types = Object.values(taskTypes)

interface Providers<Menu> {
  registerProvider: (priorityOrMenu: number | string, provider: Menu) => void
}

type Filter = (entries: MenuEntries) => MenuEntries

interface AutoPlace {
  append: (source: Shape, shape: Shape) => void
}

interface Rules {
  allowed: (rule: string, context: unknown) => unknown
}

/** Puts our tasks where one looks for them: palette, context pad, and the menus to create, append and replace. */
class TaskMenus {
  static $inject = ['palette', 'contextPad', 'popupMenu', 'create', 'autoPlace', 'elementFactory', 'stewardTasks', 'rules', 'mouse']

  readonly #create: Create
  readonly #autoPlace: AutoPlace
  readonly #elements: ElementFactory
  readonly #tasks: NewTasks
  readonly #rules: Rules
  readonly #mouse: { getLastMoveEvent: () => Event }

  constructor(
    palette: Providers<unknown>,
    contextPad: Providers<unknown>,
    popupMenu: Providers<unknown> & { close: () => void },
    create: Create,
    autoPlace: AutoPlace,
    elementFactory: ElementFactory,
    stewardTasks: NewTasks,
    rules: Rules,
    mouse: { getLastMoveEvent: () => Event },
  ) {
    this.#create = create
    this.#autoPlace = autoPlace
    this.#elements = elementFactory
    this.#tasks = stewardTasks
    this.#rules = rules
    this.#mouse = mouse
    // After the standard ones, whose entries are changed here.
    palette.registerProvider(500, { getPaletteEntries: () => this.#palette() })
    contextPad.registerProvider(500, { getContextPadEntries: (element: Shape) => this.#contextPad(element) })
    popupMenu.registerProvider('bpmn-create', { getPopupMenuEntries: () => this.#menu((shape) => this.#starting(() => shape(), popupMenu.close.bind(popupMenu))) })
    popupMenu.registerProvider('bpmn-append', { getPopupMenuEntries: (element: Shape) => this.#menu((shape) => this.#appending(element, shape)) })
    popupMenu.registerProvider('bpmn-replace', { getPopupMenuEntries: (element: Shape) => this.#replaceMenu(element) })
  }

  #palette(): Filter {
    const start = (shape: () => Shape): unknown => this.#starting(shape)
    return (entries) => {
      const ours: MenuEntries = {
        ...Object.fromEntries(
          types.map(({ type, label }) => [
            `create.${type}-task`,
            { group: 'activity', title: t('Create {task}', { task: inSentence(label) }), html: entryHtml(iconHtml(type)), action: start(() => this.#tasks.create(type)) },
          ]),
        ),
        'create.user-task': {
          group: 'activity',
          title: t('Create {task}', { task: inSentence(t('User task')) }),
          className: 'bpmn-icon-user-task',
          action: start(() => this.#elements.createShape({ type: 'bpmn:UserTask' })),
        },
      }
      // Ours stand where the plain task was.
      return Object.fromEntries(Object.entries(entries).flatMap((entry) => (entry[0] === 'create.task' ? Object.entries(ours) : [entry])))
    }
  }

  #contextPad(element: Shape): Filter {
    return (entries) => {
      if (entries['append.append-task'] === undefined) {
        return entries
      }
      const ours: MenuEntries = {
        ...Object.fromEntries(
          types
            .filter(({ type }) => type !== 'dmn')
            .map(({ type, label }) => [
              `append.${type}-task`,
              { group: 'model', title: t('Append {task}', { task: inSentence(label) }), html: entryHtml(iconHtml(type)), action: this.#appending(element, () => this.#tasks.create(type)) },
            ]),
        ),
        'append.user-task': {
          group: 'model',
          title: t('Append {task}', { task: inSentence(t('User task')) }),
          className: 'bpmn-icon-user-task',
          action: this.#appending(element, () => this.#elements.createShape({ type: 'bpmn:UserTask' })),
        },
      }
      return Object.fromEntries(Object.entries(entries).flatMap((entry) => (entry[0] === 'append.append-task' ? Object.entries(ours) : [entry])))
    }
  }

  #menu(action: (shape: () => Shape) => unknown): Filter {
    return (entries) => ({ ...this.#entries('steward', (type) => action(() => this.#tasks.create(type))), ...allowed(entries) })
  }

  #replaceMenu(element: Shape): Filter {
    const isTask = /^bpmn:(?:Task|UserTask|ServiceTask|ScriptTask|SendTask|ReceiveTask|ManualTask|BusinessRuleTask|CallActivity)$/.test(element.type)
    const current = element.businessObject.get('flowable:type')
    return (entries) => {
      if (!isTask) {
        return allowed(entries)
      }
      const ours = this.#entries('replace-with', (type) => () => this.#tasks.replace(element, type))
      return { ...Object.fromEntries(Object.entries(ours).filter(([key]) => key !== `replace-with-${String(current)}-task-of-steward`)), ...allowed(entries) }
    }
  }

  #entries(prefix: string, action: (type: TaskType) => unknown): MenuEntries {
    return Object.fromEntries(
      types.map(({ type, label, description }): [string, MenuEntry] => [
        `${prefix}-${type}-task-of-steward`,
        { label, description, imageHtml: iconHtml(type), group: { id: 'tasks', name: diagramText('Tasks') }, rank: 10, search: `${type} ${description}`, action: action(type) },
      ]),
    )
  }

  #starting(shape: () => Shape, before: () => void = () => undefined): unknown {
    const start = (event: Event): void => {
      before()
      this.#create.start(event instanceof KeyboardEvent ? this.#mouse.getLastMoveEvent() : event, shape())
    }
    return { click: start, dragstart: start }
  }

  #appending(source: Shape, shape: () => Shape): unknown {
    return {
      click: () => this.#autoPlace.append(source, shape()),
      dragstart: (event: Event) => {
        if (this.#rules.allowed('shape.append', { element: source }) !== false) {
          this.#create.start(event, shape(), { source })
        }
      },
    }
  }
}

function allowed(entries: MenuEntries): MenuEntries {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key.endsWith('-of-steward') || !refused.test(key)))
}

function entryHtml(icon: string): string {
  return `<div class="entry" draggable="true">${icon}</div>`
}

export const menusModule = { __init__: ['stewardMenus'], stewardMenus: ['type', TaskMenus] }

import type { CommandStack } from './services'

const command = 'steward.compound'

/** Lets several changes be one step: undone together, redone together. */
function registerCompound(commandStack: CommandStack): object {
  const handler = {
    preExecute: ({ change }: { change: () => void }) => change(),
    execute: () => [],
    revert: () => [],
  }
  commandStack.registerHandler(command, function handle(this: object) {
    Object.assign(this, handler)
  })
  return handler
}
registerCompound.$inject = ['commandStack']

export function asOneStep(commandStack: CommandStack, change: () => void): void {
  commandStack.execute(command, { change })
}

export const compoundModule = { __init__: ['stewardCompound'], stewardCompound: ['factory', registerCompound] }

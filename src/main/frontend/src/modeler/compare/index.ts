export { ChangeList, PropertyList } from './ChangeList'
export type { ElementChange, PropertyChange } from './compareDiagrams'
export { compareJson } from './compareJson'
export { changesBetween, useChanges } from './useChanges'

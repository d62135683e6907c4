export { editingOf, type Editing } from './editing'
export { timeInWords } from './timeInWords'
export { PropertiesPanel } from './PropertiesPanel'

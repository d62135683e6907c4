export { editingOf, type Editing } from './editing'
export { PropertiesPanel } from './PropertiesPanel'

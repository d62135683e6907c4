export { expectedVariables } from './expectedVariables'
export { RehearseButton } from './RehearseButton'

export { FormPreview } from './FormPreview'

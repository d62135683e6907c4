export { BundleTabs } from './BundleTabs'
export { FileEditor } from './FileEditor'
export { FormPreview } from './FormPreview'

/** Whether a form's author drew a submit button, anywhere in its groups. */
export function hasSubmitButton(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) {
    return false
  }
  if ('type' in schema && schema.type === 'button') {
    return !('action' in schema) || schema.action === 'submit'
  }
  return 'components' in schema && Array.isArray(schema.components) && schema.components.some(hasSubmitButton)
}

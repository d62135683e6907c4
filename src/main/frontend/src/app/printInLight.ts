const scheme = 'data-mantine-color-scheme'

/**
 * Paper is white: while the page is printed it is light, whichever way the screen is set.
 *
 * @returns what ends it
 */
export function printInLight(): () => void {
  const page = document.documentElement
  const paper = matchMedia('print')
  let onScreen: string | null = null
  const turn = (): void => {
    if (paper.matches && onScreen === null) {
      onScreen = page.getAttribute(scheme)
      page.setAttribute(scheme, 'light')
    } else if (!paper.matches && onScreen !== null) {
      page.setAttribute(scheme, onScreen)
      onScreen = null
    }
  }
  paper.addEventListener('change', turn)
  return () => paper.removeEventListener('change', turn)
}

import { createTheme, type CSSVariablesResolver } from '@mantine/core'
import { t } from '../i18n'

export const theme = createTheme({
  primaryColor: 'indigo',
  // The stock shade is too pale for links and for the white text of buttons.
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: 'none', fw: 500 } },
    CloseButton: { defaultProps: { 'aria-label': t('Close') } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-gray-outline': 'var(--mantine-color-gray-7)',
    // The stock shades of these are too pale to read, on their own tint or on white.
    '--mantine-color-teal-light-color': '#05614a',
    '--mantine-color-indigo-light-color': '#2b3fa3',
    '--mantine-color-red-light-color': '#a51d1d',
    '--mantine-color-red-text': 'var(--mantine-color-red-9)',
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--mantine-color-orange-light-color': '#a03c00',
  },
  dark: {
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-gray-outline': 'var(--mantine-color-dark-1)',
  },
})

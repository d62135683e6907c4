import { locale } from '../i18n'

/** "12 kB", "1.4 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) {
    return said(bytes, 'byte')
  }
  return bytes < 999_500 ? said(bytes / 1000, 'kilobyte') : said(bytes / 1_000_000, 'megabyte')
}

function said(amount: number, unit: 'byte' | 'kilobyte' | 'megabyte'): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)
}

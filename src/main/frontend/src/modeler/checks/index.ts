export type { Finding } from './finding'
export { FindingBar, FindingList } from './FindingList'
export { useBadges } from './useBadges'
export { useFindings, type Findings } from './useFindings'

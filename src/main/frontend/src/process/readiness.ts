import { t } from '../i18n'
import type { Readiness, ReadinessAnswer, ReadinessStatement } from '../api'

export const questionTitles: Record<ReadinessAnswer['question'], string> = {
  workflow: t('Which workflow is it?'),
  metric: t('Which metric should improve?'),
  systems: t('Which systems does it touch?'),
  data: t('What data is needed?'),
  autonomous: t('What runs autonomously?'),
  approval: t('What needs approval?'),
  fallback: t('What is the fallback?'),
  logged: t('How is every action logged?'),
  measured: t('How are quality, cost and risk measured?'),
  owner: t('Who owns it once it is live?'),
}

/** Where a statement is taken from, for people. */
export const sourceNames: Record<ReadinessStatement['source'], string> = {
  map: t('Workflow map'),
  diagram: t('Diagram'),
  agent: t('Agent'),
  tool: t('Tool contract'),
  table: t('Decision tables'),
  people: t('People'),
  platform: t('Steward'),
}

export function gapCount(readiness: Readiness): number {
  return readiness.answers.reduce((sum, { gaps }) => sum + gaps.length, 0)
}

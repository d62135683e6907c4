import { t } from '../i18n'
import type { MonitoringCategory } from '../api'
import type { Dimension } from './filters'
import type { FigureId } from './figures'

interface Look {
  name: string
  /** What tells at first sight how it goes, and what to look at next. */
  leading: readonly [FigureId, FigureId, FigureId]
}

export const categories: Record<MonitoringCategory['id'], Look> = {
  accuracy: { name: t('Accuracy'), leading: ['approval-rate', 'edit-rate', 'samples-correct'] },
  'workflow-quality': { name: t('Workflow quality'), leading: ['completion-rate', 'started', 'exception-rate'] },
  'business-impact': { name: t('Business impact'), leading: ['time-saved', 'turnaround-p50', 'conversion'] },
  reliability: { name: t('Reliability'), leading: ['run-failures', 'tool-failures', 'run-p50'] },
  cost: { name: t('Cost'), leading: ['cost-per-success', 'spend', 'model-calls'] },
  risk: { name: t('Risk'), leading: ['refusals', 'unauthorised-calls', 'hasty-decisions'] },
}

export const dimensionNames: Record<Dimension, string> = {
  process: t('Process'),
  version: t('Version'),
  step: t('Step'),
  agent: t('Agent'),
  tool: t('Tool'),
  model: t('Model'),
  detail: t('Detail'),
}

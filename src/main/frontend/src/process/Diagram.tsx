import { Center, Loader } from '@mantine/core'
import { lazy, Suspense, type ReactElement } from 'react'
import { t } from '../i18n'
import type { InstanceActivity } from '../api'
import { EmptyState, ProblemAlert } from '../ui'
import { useBpmn } from './processQueries'

const DiagramCanvas = lazy(() => import('./DiagramCanvas'))

interface Props {
  processKey: string
  version: number
  activities?: readonly InstanceActivity[]
  selected?: string | null
  onSelect?: (activityId: string | null) => void
  height?: number
  /** Shown large enough to be read where the whole does not fit so. */
  focus?: string | null
  /** How much of what is looked at happens at an activity, from 0 to 1. */
  heat?: ReadonlyMap<string, number>
}

/** The drawn workflow; activities are coloured by their state, one may be marked as selected. */
export function Diagram({ processKey, version, activities = none, selected = null, onSelect, height = 300, focus = null, heat = cold }: Props): ReactElement {
  const bpmn = useBpmn(processKey, version)
  const waiting = (
    <Center h={height}>
      <Loader size="sm" />
    </Center>
  )
  if (bpmn.error) {
    return <ProblemAlert error={bpmn.error} onRetry={() => void bpmn.refetch()} />
  }
  if (bpmn.data === undefined) {
    return waiting
  }
  if (!bpmn.data.includes('BPMNDiagram')) {
    return <EmptyState title={t('No drawing')}>{t('This workflow was deployed without a diagram.')}</EmptyState>
  }
  return (
    <Suspense fallback={waiting}>
      <DiagramCanvas xml={bpmn.data} activities={activities} selected={selected} onSelect={onSelect} height={height} focus={focus} heat={heat} />
    </Suspense>
  )
}

const none: readonly InstanceActivity[] = []
const cold: ReadonlyMap<string, number> = new Map()

import { Skeleton, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { t } from '../i18n'
import { Diagram, Timeline, useInstance, useTimeline } from '../process'

/** How many of the last steps tell what came before. */
const excerpt = 4

interface Props {
  instanceId: string
  /** Where somebody is asked now; null where that is not in this case. */
  activityId: string | null
}

/** Where the case stands and what came before. */
export function Context({ instanceId, activityId }: Props): ReactElement | null {
  const instance = useInstance(instanceId)
  const timeline = useTimeline(instanceId, false)
  const current = useMemo(() => (activityId === null ? [] : [{ activityId, state: 'active' as const, tokens: 1, incidents: 0, tasks: 1 }]), [activityId])
  if (instance.error && instance.data === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('What came before is not shown to you.')}
      </Text>
    )
  }
  const entries = timeline.data ?? []
  const known = instance.data?.activities ?? []
  return (
    <section aria-label={t('What came before')}>
      <Title order={3} size="h6" mb={6}>
        {t('Where this stands')}
      </Title>
      {instance.data === undefined ? (
        <Skeleton h={220} />
      ) : (
        <Diagram
          processKey={instance.data.processKey}
          version={instance.data.version}
          activities={known.length === 0 ? current : known}
          selected={activityId}
          height={220}
          focus={activityId}
        />
      )}
      <Title order={3} size="h6" mt="md" mb={4}>
        {t('What came before')}
      </Title>
      <Timeline entries={entries} last={excerpt} />
      <Text size="sm" mt={4}>
        <Link to="/instances/$id" params={{ id: instanceId }}>
          {t('See everything that happened')}
        </Link>
      </Text>
    </section>
  )
}

import { Button, Select, Skeleton, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type ReactElement } from 'react'
import { EmptyState, PageHeader, ProblemAlert, relativeTime } from '../ui'
import { ChangeList, useChanges } from './compare'
import classes from './ComparePage.module.css'
import { useDeployed, useDiagram } from './deployedVersions'
import { t } from './texts'
import { Viewer, type Mark } from './Viewer'

interface Props {
  processKey: string
  /** Null for the one before `to`. */
  from: number | null
  /** Null for the newest. */
  to: number | null
  onVersions: (from: number, to: number) => void
}

/** Two versions of a process side by side, with what changed in words. */
export default function ComparePage({ processKey, from, to, onVersions }: Props): ReactElement {
  const process = useDeployed(processKey)
  const newest = process.data?.version ?? null
  const right = to ?? newest
  const left = from ?? (right === null ? null : Math.max(1, right - 1))
  const before = useDiagram(processKey, left)
  const after = useDiagram(processKey, right)
  const changes = useChanges(before.data, after.data)
  const [selected, setSelected] = useState<string | null>(null)
  const marks = useMemo((): readonly Mark[] => changes.data ?? [], [changes.data])

  const error = process.error ?? before.error ?? after.error ?? changes.error
  if (error !== null) {
    return <ProblemAlert error={error} />
  }
  if (process.data === undefined || before.data === undefined || after.data === undefined || left === null || right === null) {
    return <Skeleton h={420} />
  }
  const versions = process.data.versions.map(({ version, deployedAt }) => ({ value: String(version), label: t('Version {version}, {when}', { version, when: relativeTime(new Date(deployedAt), new Date()) }) }))
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('Changes in {name}', { name: process.data.name })}
        actions={
          <Button size="xs" variant="default" renderRoot={(props) => <Link to="/modeler/$key" params={{ key: processKey }} search={{ version: String(right) }} {...props} />}>
            {t('Open version {version}', { version: right })}
          </Button>
        }
      />
      <div className={classes.sides}>
        <section className={classes.side} aria-label={t('Before the changes')}>
          <Select size="xs" aria-label={t('Earlier version')} data={versions} value={String(left)} allowDeselect={false} onChange={(version) => onVersions(Number(version), right)} />
          <Viewer xml={before.data} label={t('Version {version}', { version: left })} marks={marks} focus={selected} onSelect={setSelected} />
        </section>
        <section className={classes.side} aria-label={t('After the changes')}>
          <Select size="xs" aria-label={t('Later version')} data={versions} value={String(right)} allowDeselect={false} onChange={(version) => onVersions(left, Number(version))} />
          <Viewer xml={after.data} label={t('Version {version}', { version: right })} marks={marks} focus={selected} onSelect={setSelected} />
        </section>
      </div>
      <div className={classes.changes}>
        {changes.data !== undefined && changes.data.length === 0 ? (
          <EmptyState title={t('No difference')}>{t('Both versions say and show the same.')}</EmptyState>
        ) : (
          <>
            <Text size="xs" c="dimmed">
              {t('{count, plural, one {One element differs} other {# elements differ}}', { count: changes.data?.length ?? 0 })}
            </Text>
            <ChangeList changes={changes.data ?? []} selected={selected} onSelect={setSelected} />
          </>
        )}
      </div>
    </div>
  )
}

import { Anchor, Group, Select, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { CatalogueVersion } from '../api'
import { absoluteTime, PageHeader, ProblemAlert } from '../ui'
import { useAgent, useTool, useVersion } from './definitionQueries'
import type { Kind } from './kinds'
import { SideBySide } from './SideBySide'

interface Props {
  name: string
  from: string | null
  to: string | null
  onVersions: (from: string, to: string) => void
}

export default function CompareVersions({ kind, ...props }: Props & { kind: Kind }): ReactElement {
  return kind === 'agent' ? <OfAgent {...props} /> : <OfTool {...props} />
}

function OfAgent(props: Props): ReactElement {
  const agent = useAgent(props.name)
  return agent.data === undefined ? <Waiting error={agent.error} /> : <Loaded kind="agent" versions={agent.data.versions} inForce={agent.data.version} {...props} />
}

function OfTool(props: Props): ReactElement {
  const tool = useTool(props.name)
  return tool.data === undefined ? <Waiting error={tool.error} /> : <Loaded kind="tool" versions={tool.data.versions} inForce={tool.data.version} {...props} />
}

function Waiting({ error }: { error: Error | null }): ReactElement {
  return error === null ? <Skeleton h={320} /> : <ProblemAlert error={error} />
}

interface LoadedProps extends Props {
  kind: Kind
  versions: readonly CatalogueVersion[]
  inForce: string
}

function Loaded({ kind, name, versions, inForce, from, to, onVersions }: LoadedProps): ReactElement {
  const right = to ?? inForce
  const left = from ?? versions.find(({ digest }) => digest !== right)?.digest ?? right
  const before = useVersion(kind, name, left)
  const after = useVersion(kind, name, right)
  const data = versions.map((version) => ({ value: version.digest, label: named(version, inForce) }))
  const error = before.error ?? after.error
  return (
    <>
      <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to={kind === 'agent' ? '/agents/$name' : '/tools/$name'} params={{ name }} {...props} />}>
        ← {name}
      </Anchor>
      <PageHeader title={t('Versions of {name}', { name })} />
      <Group grow mb="sm" preventGrowOverflow={false}>
        <Select size="xs" label={t('From')} allowDeselect={false} data={data} value={left} onChange={(version) => onVersions(version ?? left, right)} />
        <Select size="xs" label={t('To')} allowDeselect={false} data={data} value={right} onChange={(version) => onVersions(left, version ?? right)} />
      </Group>
      {error !== null && <ProblemAlert error={error} />}
      {before.data !== undefined && after.data !== undefined && <SideBySide before={before.data.source} after={after.data.source} label={t('What is different')} />}
    </>
  )
}

function named({ digest, changedAt, firstSeen, changedBy, file }: CatalogueVersion, inForce: string): string {
  const by = file ?? changedBy
  return [digest.slice(0, 8), digest === inForce ? 'in force' : null, by, absoluteTime(new Date(changedAt ?? firstSeen))].filter((part) => part !== null).join(', ')
}

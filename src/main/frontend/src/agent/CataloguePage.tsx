import { Button, Group, SegmentedControl } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { PageHeader, SearchField } from '../ui'
import { AgentList } from './AgentList'
import type { Kind } from './kinds'
import { ToolList } from './ToolList'

interface Props {
  kind: Kind
  query: string
  mayMakeAgents: boolean
  onKind: (kind: Kind) => void
  onQuery: (query: string) => void
}

/** What agents there are, what they can use, and how all of it did lately. */
export default function CataloguePage({ kind, query, mayMakeAgents, onKind, onQuery }: Props): ReactElement {
  return (
    <>
      <PageHeader
        title={t('Agents & tools')}
        actions={
          mayMakeAgents && (
            <Button size="xs" renderRoot={(props) => <Link to="/agents/new" {...props} />}>
              {t('New agent')}
            </Button>
          )
        }
      />
      <Group gap="xs" mb="sm" role="search">
        <SegmentedControl
          size="xs"
          aria-label={t('What is shown')}
          data={[
            { value: 'agent', label: t('Agents') },
            { value: 'tool', label: t('Tools') },
          ]}
          value={kind}
          onChange={(chosen) => onKind(chosen === 'tool' ? 'tool' : 'agent')}
        />
        <SearchField label={kind === 'agent' ? t('Search agents') : t('Search tools')} placeholder={t('Name or words')} value={query} onChange={onQuery} />
      </Group>
      {kind === 'agent' ? <AgentList query={query} mayMake={mayMakeAgents} /> : <ToolList query={query} />}
    </>
  )
}

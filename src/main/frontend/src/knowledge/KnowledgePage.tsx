import { Alert, Badge, Loader, Progress, ScrollArea, Stack, Table, Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import type { KnowledgeCollection } from '../api'
import { t } from '../i18n'
import { EmptyState, lists as classes, PageHeader, ProblemAlert, RelativeTime } from '../ui'
import { Documents } from './Documents'
import { isUnderWay, useCollections } from './knowledgeQueries'
import { Search } from './Search'

interface Props {
  /** The one whose documents are shown. */
  collection: string | null
  onCollection: (name: string | null) => void
}

/** What agents may retrieve, how fresh it is, and what a search finds. */
export default function KnowledgePage({ collection, onCollection }: Props): ReactElement {
  const collections = useCollections()
  const open = collections.data?.find(({ name }) => name === collection)
  return (
    <Stack gap="lg">
      <div>
        <PageHeader title={t('Knowledge')} beside={collections.isPending ? <Loader size="xs" /> : undefined} />
        <Text size="sm" c="dimmed" mb="sm">
          {t('Documents that agents look things up in. Each collection says who may read it, and for how long it holds.')}
        </Text>
        <Search />
      </div>
      {collections.error && collections.data === undefined && <ProblemAlert error={collections.error} onRetry={() => void collections.refetch()} />}
      {collections.data?.length === 0 && <EmptyState title={t('There are no collections')}>{t('A folder in knowledge/ with a file collection.yaml becomes one.')}</EmptyState>}
      {collections.data !== undefined && collections.data.length > 0 && <Collections collections={collections.data} open={open?.name ?? null} onOpen={onCollection} />}
      {open !== undefined && <Documents key={open.name} collection={open} />}
    </Stack>
  )
}

function Collections({ collections, open, onOpen }: { collections: KnowledgeCollection[]; open: string | null; onOpen: (name: string | null) => void }): ReactElement {
  return (
    <Stack gap="xs">
      {collections
        .filter(({ standing }) => standing.failure !== null)
        .map(({ name, title, standing }) => (
          <Alert key={name} color="red" variant="light" p="xs" title={title} role="alert">
            {standing.failure}
          </Alert>
        ))}
      <ScrollArea type="auto" className={classes.frame}>
        <Table verticalSpacing={5} className={classes.stacked}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Collection')}</Table.Th>
              <Table.Th>{t('Answered for by')}</Table.Th>
              <Table.Th>{t('Processes')}</Table.Th>
              <Table.Th className={classes.number}>{t('Documents')}</Table.Th>
              <Table.Th className={classes.number}>{t('Stale')}</Table.Th>
              <Table.Th className={classes.number}>{t('Not read')}</Table.Th>
              <Table.Th>{t('Looked at')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {collections.map((collection) => (
              <Row key={collection.name} collection={collection} open={open === collection.name} onOpen={onOpen} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Stack>
  )
}

function Row({ collection, open, onOpen }: { collection: KnowledgeCollection; open: boolean; onOpen: (name: string | null) => void }): ReactElement {
  const { standing } = collection
  return (
    <Table.Tr bg={open ? 'var(--mantine-color-default-hover)' : undefined}>
      <Table.Td>
        <UnstyledButton aria-expanded={open} onClick={() => onOpen(open ? null : collection.name)} style={{ maxWidth: 420, whiteSpace: 'normal' }}>
          <Text size="sm" fw={500}>
            {collection.title}{' '}
            {collection.labels.map((label) => (
              <Badge key={label} size="xs" variant="light" color={label === 'untrusted' ? 'orange' : 'grape'} style={{ verticalAlign: 'middle' }}>
                {label === 'untrusted' ? t('Outside text') : t('Confidential')}
              </Badge>
            ))}
          </Text>
          <Text size="xs" c="dimmed">
            {collection.description}
          </Text>
        </UnstyledButton>
      </Table.Td>
      <Table.Td>{collection.owner}</Table.Td>
      <Table.Td>{collection.processes.join(', ')}</Table.Td>
      <Table.Td className={classes.number}>{standing.documents}</Table.Td>
      <Table.Td className={classes.number}>
        <Count value={standing.stale} color="orange" />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Count value={standing.failed} color="red" />
      </Table.Td>
      <Table.Td>
        {isUnderWay(collection) ? (
          <Progress value={standing.total === null || standing.total === 0 ? 0 : (100 * (standing.done ?? 0)) / standing.total} w={90} aria-label={t('{done} of {total} documents', { done: standing.done ?? 0, total: standing.total ?? 0 })} />
        ) : standing.endedAt === null ? (
          <Text size="sm" c="dimmed">
            {t('not yet')}
          </Text>
        ) : (
          <RelativeTime at={standing.endedAt} className={classes.dimmed} />
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Count({ value, color }: { value: number; color: string }): ReactElement {
  return (
    <Text span size="sm" c={value === 0 ? 'dimmed' : color} fw={value === 0 ? undefined : 500}>
      {value}
    </Text>
  )
}

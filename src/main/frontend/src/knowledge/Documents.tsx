import { Box, Button, FileButton, Group, ScrollArea, Table, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import type { KnowledgeCollection, KnowledgeDocument } from '../api'
import { t } from '../i18n'
import { EmptyState, Fact, Facts, lists as classes, ProblemAlert, RelativeTime } from '../ui'
import { useDocuments, useIngest, useRemove, useUpload } from './knowledgeQueries'

const UPLOADED = 'uploads/'

/** What is in one collection, and for whom. */
export function Documents({ collection }: { collection: KnowledgeCollection }): ReactElement {
  const documents = useDocuments(collection.name)
  const ingest = useIngest()
  const upload = useUpload(collection.name)
  const rows = documents.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {collection.title}
        </Title>
        {collection.mine && (
          <Group gap="xs">
            {!collection.database && (
              <FileButton accept=".pdf,.docx,.html,.htm,.md,.txt" onChange={(file) => file !== null && upload.mutate(file)}>
                {(props) => (
                  <Button {...props} size="xs" variant="default" loading={upload.isPending}>
                    {t('Upload a document')}
                  </Button>
                )}
              </FileButton>
            )}
            <Button size="xs" variant="default" loading={ingest.isPending} onClick={() => ingest.mutate(collection.name)}>
              {t('Look for changes')}
            </Button>
          </Group>
        )}
      </Group>
      <Box mb="sm">
        <Facts>
        <Fact label={t('Source of truth')}>{collection.sourceOfTruth}</Fact>
        <Fact label={t('Permission')}>{collection.requires}</Fact>
        <Fact label={t('Agents')}>{collection.agents.join(', ')}</Fact>
        {collection.sensitive.length > 0 && <Fact label={t('Sensitive')}>{collection.sensitive.join(', ')}</Fact>}
        </Facts>
      </Box>
      {upload.error && <ProblemAlert error={upload.error} />}
      {ingest.error && <ProblemAlert error={ingest.error} />}
      {documents.error && documents.data === undefined && <ProblemAlert error={documents.error} onRetry={() => void documents.refetch()} />}
      {documents.isSuccess && rows.length === 0 && <EmptyState title={t('There are no documents yet')}>{t('Files beside collection.yaml are taken in by themselves.')}</EmptyState>}
      {rows.length > 0 && <Rows collection={collection} rows={rows} />}
      {documents.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" loading={documents.isFetchingNextPage} onClick={() => void documents.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </Group>
      )}
    </section>
  )
}

function Rows({ collection, rows }: { collection: KnowledgeCollection; rows: KnowledgeDocument[] }): ReactElement {
  const remove = useRemove(collection.name)
  return (
    <ScrollArea type="auto" className={classes.frame}>
      {remove.error && <ProblemAlert error={remove.error} />}
      <Table verticalSpacing={5} className={classes.stacked}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Document')}</Table.Th>
            <Table.Th className={classes.number}>{t('Version')}</Table.Th>
            <Table.Th className={classes.number}>{t('Passages')}</Table.Th>
            <Table.Th>{t('As of')}</Table.Th>
            <Table.Th>{t('Holds until')}</Table.Th>
            <Table.Th aria-label={t('Actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
                <Text size="sm">{row.title ?? row.key}</Text>
                <Text size="xs" c="dimmed">
                  {row.key}
                </Text>
                {row.failure !== null && (
                  <Text size="xs" c="red">
                    {t('Not read: {reason}', { reason: row.failure })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className={classes.number}>{row.version}</Table.Td>
              <Table.Td className={classes.number}>{row.passages}</Table.Td>
              <Table.Td>{row.asOf !== null && <RelativeTime at={row.asOf} className={classes.dimmed} />}</Table.Td>
              <Table.Td>
                {row.holdsUntil !== null && (
                  <Text span size="sm" c={row.stale ? 'orange' : 'dimmed'}>
                    <RelativeTime at={row.holdsUntil} />
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {collection.mine && row.key.startsWith(UPLOADED) && (
                  <Button size="compact-xs" variant="subtle" color="red" loading={remove.isPending && remove.variables === row.key} onClick={() => remove.mutate(row.key)}>
                    {t('Remove')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

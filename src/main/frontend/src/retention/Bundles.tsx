import { Anchor, Button, Group, ScrollArea, Table, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { EmptyState, lists as classes, ProblemAlert, RelativeTime } from '../ui'
import { useArchive } from './retentionQueries'

/** The evidence of instances that are gone. */
export function Bundles({ mayRead }: { mayRead: boolean }): ReactElement {
  const archive = useArchive()
  const bundles = archive.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {t('Archive')}
      </Title>
      {archive.error && <ProblemAlert error={archive.error} onRetry={() => void archive.refetch()} />}
      {archive.isSuccess && bundles.length === 0 && <EmptyState title={t('The archive is empty')}>{t('Before an instance is cleared away, its evidence is put here.')}</EmptyState>}
      {bundles.length > 0 && (
        <ScrollArea type="auto" className={classes.frame}>
          <Table verticalSpacing={5} className={classes.stacked}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('Instance')}</Table.Th>
                <Table.Th>{t('Process')}</Table.Th>
                <Table.Th>{t('Ended')}</Table.Th>
                <Table.Th>{t('Cleared away')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {bundles.map((bundle) => (
                <Table.Tr key={bundle.path}>
                  <Table.Td>
                    {mayRead ? (
                      <Anchor size="sm" href={`/api/archive/${bundle.name}`} download={bundle.name}>
                        {bundle.instanceId}
                      </Anchor>
                    ) : (
                      bundle.instanceId
                    )}
                  </Table.Td>
                  <Table.Td>{bundle.processKey}</Table.Td>
                  <Table.Td>
                    <RelativeTime at={bundle.endedAt} className={classes.dimmed} />
                  </Table.Td>
                  <Table.Td>
                    <RelativeTime at={bundle.archivedAt} className={classes.dimmed} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {archive.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" loading={archive.isFetchingNextPage} onClick={() => void archive.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </Group>
      )}
    </section>
  )
}

import { Button, Code, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { KnowledgeAnswer } from '../api'
import { rich, t } from '../i18n'
import { ProblemAlert, RelativeTime } from '../ui'
import { useSearch } from './knowledgeQueries'

/** Looks something up as oneself. */
export function Search(): ReactElement {
  const [query, setQuery] = useState('')
  const search = useSearch()
  return (
    <>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          search.mutate(query.trim())
        }}
      >
        <Group gap="xs" mb="sm" wrap="nowrap" maw={640}>
          <TextInput size="xs" flex={1} maxLength={400} aria-label={t('Question')} placeholder={t('How many words may a first message have?')} value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
          <Button size="xs" type="submit" loading={search.isPending} disabled={query.trim() === ''}>
            {t('Search')}
          </Button>
        </Group>
      </form>
      {search.error && <ProblemAlert error={search.error} />}
      {search.data !== undefined && <Answer answer={search.data} />}
    </>
  )
}

function Answer({ answer: { passages, stale, withheld } }: { answer: KnowledgeAnswer }): ReactElement {
  const kept = Object.entries(withheld).reduce((sum, [reason, count]) => (reason === 'stale' ? sum : sum + count), 0)
  return (
    <Stack gap="xs" maw={820} aria-live="polite">
      {passages.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('Nothing that you may read matches.')}
        </Text>
      )}
      {passages.map((passage) => (
        <Paper key={passage.citation} withBorder p="xs">
          <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
              {passage.heading === '' ? passage.title : passage.heading}
              {passage.page !== null && `, ${t('page {page}', { page: passage.page })}`}
            </Text>
            <Text size="xs" c="dimmed" title={t('How near it is, from 0 to 1')} style={{ fontVariantNumeric: 'tabular-nums' }}>
              {passage.score.toFixed(2)}
            </Text>
          </Group>
          <Text size="sm" my={4} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
            {passage.text}
          </Text>
          <Text size="xs" c="dimmed">
            <Code fz="xs">{passage.citation}</Code> · {rich('as of {when}', { when: <RelativeTime at={passage.asOf} /> })}
          </Text>
        </Paper>
      ))}
      {stale.map((source) => (
        <Text key={`${source.collection}/${source.document}`} size="xs" c="orange">
          {rich('{title} holds no longer, since {when}.', { title: source.title, when: <RelativeTime at={source.since} /> })}
        </Text>
      ))}
      {kept > 0 && (
        <Text size="xs" c="dimmed">
          {t('{count, plural, one {One passage that matches is not for you.} other {# passages that match are not for you.}}', { count: kept })}
        </Text>
      )}
    </Stack>
  )
}

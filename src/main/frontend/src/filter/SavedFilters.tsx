import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconBookmark, IconX } from '@tabler/icons-react'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'
import { useDeleteFilter, useSavedFilters, useSaveFilter, type FilteredList } from './filterQueries'

interface Props {
  list: FilteredList
  /** The filters of now, as in a URL after the question mark; empty without any. */
  query: string
  onQuery: (query: string) => void
}

/** Filters of a list that somebody keeps by name, on whichever machine they sign in. */
export default function SavedFilters({ list, query, onQuery }: Props): ReactElement {
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  const saved = useSavedFilters(list)
  const save = useSaveFilter(list)
  const remove = useDeleteFilter()
  const current = saved.data?.find((filter) => filter.query === query && query !== '')
  const failed = save.error ?? remove.error ?? saved.error
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    save.mutate({ name: name.trim(), query }, { onSuccess: () => setName('') })
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconBookmark size={14} />} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {current?.name ?? t('Saved filters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap="xs">
          {saved.data?.length === 0 && (
            <Text size="xs" c="dimmed">
              {t('None yet. Set filters, and give them a name here.')}
            </Text>
          )}
          <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {(saved.data ?? []).map((filter) => (
              <Group key={filter.name} component="li" gap={4} wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant={filter === current ? 'light' : 'subtle'}
                  color="gray"
                  justify="flex-start"
                  style={{ flex: 1, minWidth: 0 }}
                  onClick={() => {
                    onQuery(filter.query)
                    setOpened(false)
                  }}
                >
                  {filter.name}
                </Button>
                <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('Forget {name}', { name: filter.name })} onClick={() => remove.mutate(filter.name)}>
                  <IconX size={14} />
                </ActionIcon>
              </Group>
            ))}
          </Stack>
          {query !== '' && current === undefined && (
            <form onSubmit={submit}>
              <Group gap={4} wrap="nowrap" align="flex-end">
                <TextInput size="xs" style={{ flex: 1 }} label={t('Save these filters as')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
                <Button size="xs" type="submit" loading={save.isPending} disabled={name.trim() === ''}>
                  {t('Save')}
                </Button>
              </Group>
            </form>
          )}
          {failed && <ProblemAlert error={failed} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

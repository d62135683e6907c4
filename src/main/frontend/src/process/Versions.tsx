import { Group, Paper, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { ProcessDetail } from '../api'
import { lists as classes, RelativeTime } from '../ui'
import { useOpenInstances } from './processQueries'

const shown = 8

/** The latest versions, each with what still runs on it. */
export function Versions({ process }: { process: ProcessDetail }): ReactElement {
  return (
    <Paper withBorder component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('Versions')}>
      {process.versions.slice(0, shown).map(({ version, deployedAt }) => (
        <Group key={version} component="li" gap="md" px="sm" py={5} justify="space-between">
          <Text size="sm">{t('Version {version}', { version })}</Text>
          <Group gap="md">
            <Open processKey={process.key} version={version} />
            <RelativeTime at={deployedAt} />
          </Group>
        </Group>
      ))}
      {process.versions.length > shown && (
        <Group component="li" px="sm" py={5}>
          <Link to="/deployments" search={{ process: process.key }} className={classes.link}>
            {t('All {count} versions', { count: process.versions.length })}
          </Link>
        </Group>
      )}
    </Paper>
  )
}

function Open({ processKey, version }: { processKey: string; version: number }): ReactElement | null {
  const open = useOpenInstances(processKey, version)
  if (open.data === undefined) {
    return null
  }
  return (
    <Link to="/instances" search={{ process: processKey, version: String(version) }} className={classes.link}>
      {open.data.more ? t('At least {count} under way', { count: open.data.count }) : t('{count, plural, =0 {none under way} other {# under way}}', { count: open.data.count })}
    </Link>
  )
}

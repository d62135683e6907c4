import { Badge, Button, ScrollArea, Table, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { CatalogueVersion } from '../api'
import { lists as classes, RelativeTime } from '../ui'
import type { Kind } from './kinds'
import { PutBack } from './PutBack'

interface Props {
  kind: Kind
  name: string
  inForce: string
  versions: readonly CatalogueVersion[]
  mayChange: boolean
}

/** Who put which version in force, when and why. */
export function VersionList({ kind, name, inForce, versions, mayChange }: Props): ReactElement {
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <section aria-label={t('Versions')}>
      <Title order={2} size="h5" mb={6}>
        {t('Versions')}
      </Title>
      <ScrollArea type="auto" className={classes.frame}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Version')}</Table.Th>
              <Table.Th>{t('By')}</Table.Th>
              <Table.Th>{t('Why')}</Table.Th>
              <Table.Th className={classes.number}>{t('When')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((version) => (
              <Table.Tr key={version.digest}>
                <Table.Td>
                  {version.digest === inForce ? (
                    <>
                      <code>{version.digest.slice(0, 8)}</code>{' '}
                      <Badge size="sm" variant="light">
                        {t('In force')}
                      </Badge>
                    </>
                  ) : (
                    <Link to={kind === 'agent' ? '/agents/$name/compare' : '/tools/$name/compare'} params={{ name }} search={{ from: version.digest, to: inForce }} className={classes.link}>
                      <code>{version.digest.slice(0, 8)}</code>
                    </Link>
                  )}
                </Table.Td>
                <Table.Td>{version.file === null ? (version.changedBy ?? t('a start before authors were kept')) : t('the file {file}', { file: version.file })}</Table.Td>
                <Table.Td>
                  <span className={classes.long} title={version.comment ?? undefined}>
                    {version.comment}
                  </span>
                </Table.Td>
                <Table.Td className={classes.number}>
                  <RelativeTime at={version.changedAt ?? version.firstSeen} />
                </Table.Td>
                <Table.Td className={classes.number}>
                  {mayChange && version.digest !== inForce && (
                    <Button size="compact-xs" variant="default" aria-label={t('Go back to {version}', { version: version.digest.slice(0, 8) })} onClick={() => setChosen(version.digest)}>
                      {t('Go back')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <PutBack kind={kind} name={name} inForce={inForce} version={chosen} onClose={() => setChosen(null)} />
    </section>
  )
}

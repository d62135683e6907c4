import { Badge, Group, Loader, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { t } from '../texts'
import type { Finding } from './finding'
import classes from './FindingList.module.css'
import type { Findings } from './useFindings'

interface Props {
  findings: Findings
  diagram: string
  onSelect: (element: string) => void
}

/** All that was found, under the diagram. */
export function FindingBar({ findings, diagram, onSelect }: Props): ReactElement {
  const [open, setOpen] = useState(false)
  const errors = findings.items.filter(({ severity }) => severity === 'error').length
  const warnings = findings.items.length - errors
  return (
    <section className={classes.bar} aria-label={t('Findings')}>
      <UnstyledButton className={classes.summary} aria-expanded={open} onClick={() => setOpen(!open)} disabled={findings.items.length === 0}>
        <Group gap="sm" wrap="nowrap">
          {errors > 0 && (
            <Group gap={4} wrap="nowrap" className={classes.error}>
              <IconCircleX size={15} /> {t('{count, plural, one {# error} other {# errors}}', { count: errors })}
            </Group>
          )}
          {warnings > 0 && (
            <Group gap={4} wrap="nowrap" className={classes.warning}>
              <IconAlertTriangle size={15} /> {t('{count, plural, one {# warning} other {# warnings}}', { count: warnings })}
            </Group>
          )}
          {findings.items.length === 0 && findings.checked && (
            <Group gap={4} wrap="nowrap" className={classes.good}>
              <IconCircleCheck size={15} /> {t('Nothing found')}
            </Group>
          )}
          <Text size="xs" c="dimmed" truncate>
            {findings.problem !== null ? t('The server could not check it: {reason}', { reason: findings.problem.message }) : findings.checked ? t('Checked as it stands') : ''}
          </Text>
          {!findings.checked && findings.problem === null && <Loader size={12} aria-label={t('Checking')} />}
        </Group>
        {findings.items.length > 0 && (open ? <IconChevronDown size={15} /> : <IconChevronUp size={15} />)}
      </UnstyledButton>
      {open && findings.items.length > 0 && <FindingList findings={findings.items} diagram={diagram} onSelect={onSelect} />}
    </section>
  )
}

export function FindingList({ findings, diagram, onSelect }: { findings: readonly Finding[]; diagram: string; onSelect: ((element: string) => void) | null }): ReactElement {
  return (
    <ul className={classes.list}>
      {findings.map((finding, index) => {
        const { element, severity, resource, line, rule, message } = finding
        const content = (
          <>
            {severity === 'error' ? <IconCircleX size={14} className={classes.error} aria-label={t('Error')} /> : <IconAlertTriangle size={14} className={classes.warning} aria-label={t('Warning')} />}
            <span className={classes.where}>{placeOf(finding, diagram)}</span>
            <span className={classes.message}>{message}</span>
            <Badge size="xs" variant="default">
              {rule}
            </Badge>
            {line !== null && (
              <Text size="xs" c="dimmed" miw="max-content">
                {t('line {line}', { line })}
              </Text>
            )}
          </>
        )
        return (
          <li key={index}>
            {element !== null && resource === diagram && onSelect !== null ? (
              <UnstyledButton className={classes.row} onClick={() => onSelect(element)}>
                {content}
              </UnstyledButton>
            ) : (
              <div className={classes.row}>{content}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function placeOf({ element, elementName, resource }: Finding, diagram: string): string {
  const name = elementName ?? element
  if (resource === diagram) {
    return name ?? t('The diagram')
  }
  return name === null ? resource : t('{element} in {file}', { element: name, file: resource })
}

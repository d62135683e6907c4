import { Badge, Group, Loader, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
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
    <section className={classes.bar} aria-label="Findings">
      <UnstyledButton className={classes.summary} aria-expanded={open} onClick={() => setOpen(!open)} disabled={findings.items.length === 0}>
        <Group gap="sm" wrap="nowrap">
          {errors > 0 && (
            <Group gap={4} wrap="nowrap" className={classes.error}>
              <IconCircleX size={15} /> {errors === 1 ? '1 error' : `${errors} errors`}
            </Group>
          )}
          {warnings > 0 && (
            <Group gap={4} wrap="nowrap" className={classes.warning}>
              <IconAlertTriangle size={15} /> {warnings === 1 ? '1 warning' : `${warnings} warnings`}
            </Group>
          )}
          {findings.items.length === 0 && findings.checked && (
            <Group gap={4} wrap="nowrap" className={classes.good}>
              <IconCircleCheck size={15} /> Nothing found
            </Group>
          )}
          <Text size="xs" c="dimmed" truncate>
            {findings.problem !== null ? `The server could not check it: ${findings.problem.message}` : findings.checked ? 'Checked as it stands' : ''}
          </Text>
          {!findings.checked && findings.problem === null && <Loader size={12} aria-label="Checking" />}
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
        const { element, elementName, severity, resource, line, rule, message } = finding
        const content = (
          <>
            {severity === 'error' ? <IconCircleX size={14} className={classes.error} aria-label="Error" /> : <IconAlertTriangle size={14} className={classes.warning} aria-label="Warning" />}
            <span className={classes.where}>{[elementName ?? element ?? '', resource === diagram ? '' : resource].filter((part) => part !== '').join(' in ') || 'The diagram'}</span>
            <span className={classes.message}>{message}</span>
            <Badge size="xs" variant="default">
              {rule}
            </Badge>
            {line !== null && (
              <Text size="xs" c="dimmed" miw="max-content">
                line {line}
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

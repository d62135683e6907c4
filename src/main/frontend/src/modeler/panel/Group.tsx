import { Badge, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState, type ReactElement, type ReactNode } from 'react'
import classes from './Panel.module.css'

/** What somebody has closed stays closed for the next element too. */
const closed = new Map<string, boolean>()

interface Props {
  title: string
  /** Shown beside the title while it is closed, such as how many there are. */
  count?: number
  open?: boolean
  children: ReactNode
}

export function Group({ title, count = 0, open = true, children }: Props): ReactElement {
  const [expanded, setExpanded] = useState(!(closed.get(title) ?? !open))
  const content = useId()
  return (
    <section className={classes.group} aria-label={title}>
      <UnstyledButton
        className={classes.toggle}
        aria-expanded={expanded}
        aria-controls={content}
        onClick={() => {
          closed.set(title, expanded)
          setExpanded(!expanded)
        }}
      >
        <IconChevronRight size={14} />
        {title}
        {!expanded && count > 0 && (
          <Badge size="xs" variant="default" ml="auto">
            {count}
          </Badge>
        )}
      </UnstyledButton>
      {expanded && (
        <div id={content} className={classes.content}>
          {children}
        </div>
      )}
    </section>
  )
}

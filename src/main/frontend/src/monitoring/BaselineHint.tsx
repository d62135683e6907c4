import { Alert, Anchor } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { rich } from '../i18n'
import type { MonitoringCategory } from '../api'
import { filteredBy } from './Chosen'
import type { MonitoringFilters } from './filters'

interface Props {
  category: MonitoringCategory
  filters: MonitoringFilters
}

/** How to get figures of what a workflow is worth, where there are none for want of something to compare with. */
export function BaselineHint({ category, filters }: Props): ReactElement | null {
  const missing = (id: string): boolean => category.figures.some((figure) => figure.id === id && figure.measured.value === null && filteredBy(filters).every((by) => figure.dimensions.includes(by)))
  if (!missing('time-saved') && !missing('conversion')) {
    return null
  }
  const modeler = (text: unknown): ReactElement => (
    <Anchor
      key="modeler"
      size="sm"
      underline="always"
      renderRoot={(props) => (filters.process === undefined ? <Link to="/modeler" {...props} /> : <Link to="/modeler/$key" params={{ key: filters.process }} {...props} />)}
    >
      {text as string}
    </Anchor>
  )
  return (
    <Alert variant="light" color="gray" p="xs" mb="xs" icon={<IconInfoCircle size={16} />}>
      {missing('time-saved')
        ? rich('Time saved needs instances that completed and a baseline: how many minutes the same takes by hand, from start to end. State it in the workflow map, in the <modeler>modeler</modeler>; it counts from the next version on.', { modeler })
        : rich('Conversion needs instances that ended and an aim: the variable that tells success, and its value. State both in the workflow map, in the <modeler>modeler</modeler>; they count from the next version on.', { modeler })}
    </Alert>
  )
}

import { Anchor, Group, Paper, Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Monitoring, MonitoringFigure } from '../api'
import { BaselineHint } from './BaselineHint'
import { categories } from './categories'
import { ChangeNote } from './ChangeNote'
import { Course } from './Course'
import { FigureValue } from './FigureValue'
import { figures, type FigureId } from './figures'
import type { MonitoringFilters } from './filters'
import { valueIn } from './format'
import { Groups } from './Groups'
import view from './FigureView.module.css'
import classes from './Monitoring.module.css'
import type { Query } from './monitoringQueries'
import { Rows } from './Rows'

interface Props {
  id: FigureId
  monitoring: Monitoring
  before: Monitoring | null
  filters: MonitoringFilters
  query: Query
  onFilters: (patch: MonitoringFilters) => void
}

/** One figure: its course, what makes it up, and the rows it is from. */
export function FigureView({ id, monitoring, before, filters, query, onFilters }: Props): ReactElement | null {
  const category = monitoring.categories.find(({ figures: all }) => all.some((one) => one.id === id))
  const figure = figureIn(monitoring, id)
  if (category === undefined || figure === null) {
    return null
  }
  const past = before === null ? null : figureIn(before, id)
  return (
    <>
      <Group gap="sm" mb="sm" className={classes.screen ?? ''}>
        <Anchor size="sm" renderRoot={(props) => <Link to="/monitoring" search={{ ...filters, figure: undefined, by: undefined, rows: undefined }} {...props} />}>
          {t('← All figures')}
        </Anchor>
        <Select
          size="xs"
          w={260}
          searchable
          aria-label={t('Figure')}
          allowDeselect={false}
          value={id}
          data={monitoring.categories.map((one) => ({ group: categories[one.id].name, items: one.figures.map((other) => ({ value: other.id, label: figures[other.id].name })) }))}
          onChange={(next) => onFilters({ figure: next ?? undefined, by: undefined, rows: undefined })}
        />
      </Group>
      <Paper withBorder p="md" mb="md" className={view.panel ?? ''}>
        <div className={view.figureHead}>
          <div className={view.figureNow}>
            <Text size="xs" c="dimmed">
              {categories[category.id].name}
            </Text>
            <FigureValue figure={figure} filters={filters} size="large" />
            <span className={view.since}>
              <ChangeNote figure={figure} before={past} />
              {past !== null && past.measured.value !== null && <span className={classes.parts}>{t('before: {value}', { value: valueIn(figure.unit, past.measured.value) })}</span>}
            </span>
          </div>
          <div className={view.definition}>
            <Text size="sm">{figures[id].definition}.</Text>
            <Text size="xs" c="dimmed">
              {t('From {rows}.', { rows: figure.rows.join('; ') })}
            </Text>
          </div>
        </div>
        {category.id === 'business-impact' && <BaselineHint category={{ ...category, figures: [figure] }} filters={filters} />}
        <Course figure={figure} monitoring={monitoring} past={past} before={before} />
      </Paper>
      {figure.dimensions.length > 0 && <Groups figure={figure} filters={filters} query={query} onFilters={onFilters} />}
      <Rows figure={figure} filters={filters} query={query} onFilters={onFilters} />
    </>
  )
}

function figureIn(monitoring: Monitoring, id: FigureId): MonitoringFigure | null {
  return monitoring.categories.flatMap(({ figures: all }) => all).find((figure) => figure.id === id) ?? null
}

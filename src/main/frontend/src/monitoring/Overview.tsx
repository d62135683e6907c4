import { Paper, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Monitoring, MonitoringCategory, MonitoringFigure } from '../api'
import { BaselineHint } from './BaselineHint'
import { categories } from './categories'
import { ChangeNote } from './ChangeNote'
import { FigureRow } from './FigureRow'
import { FigureValue } from './FigureValue'
import { figures } from './figures'
import type { MonitoringFilters } from './filters'
import overview from './Overview.module.css'
import { Sparkline } from './Sparkline'

interface Props {
  monitoring: Monitoring
  /** The same in the period before; null until it is known. */
  before: Monitoring | null
  filters: MonitoringFilters
}

/** How it goes at first sight, and every figure below. */
export function Overview({ monitoring, before, filters }: Props): ReactElement {
  const past = new Map(before?.categories.flatMap(({ figures: all }) => all.map((figure) => [figure.id, figure] as const)))
  return (
    <>
      <section className={overview.leads} aria-label={t('At first sight')}>
        {monitoring.categories.map((category) => (
          <Lead key={category.id} category={category} monitoring={monitoring} past={past} filters={filters} />
        ))}
      </section>
      <div className={overview.categories}>
        {monitoring.categories.map((category) => (
          <Paper key={category.id} withBorder component="section" id={category.id} className={overview.category ?? ''} aria-labelledby={`${category.id}-name`}>
            <Title order={2} className={overview.categoryName ?? ''} id={`${category.id}-name`}>
              {categories[category.id].name}
            </Title>
            {category.id === 'business-impact' && <BaselineHint category={category} filters={filters} />}
            <ul className={overview.rows}>
              {category.figures.map((figure) => (
                <li key={figure.id}>
                  <FigureRow figure={figure} monitoring={monitoring} before={past.get(figure.id) ?? null} filters={filters} />
                </li>
              ))}
            </ul>
          </Paper>
        ))}
      </div>
    </>
  )
}

interface LeadProps {
  category: MonitoringCategory
  monitoring: Monitoring
  past: ReadonlyMap<string, MonitoringFigure>
  filters: MonitoringFilters
}

function Lead({ category, monitoring, past, filters }: LeadProps): ReactElement | null {
  const { name, leading } = categories[category.id]
  const [first, ...others] = leading.flatMap((id) => category.figures.filter((figure) => figure.id === id))
  if (first === undefined) {
    return null
  }
  return (
    <Paper withBorder className={overview.lead ?? ''}>
      <h2 className={overview.leadTitle}>
        {name}
      </h2>
      <Link to="/monitoring" search={{ ...filters, figure: first.id }} className={overview.leadFigure}>
        <span className={overview.figureName}>{figures[first.id].name}</span>
        <FigureValue figure={first} filters={filters} size="large" />
        <ChangeNote figure={first} before={past.get(first.id) ?? null} />
        <Sparkline figure={first} monitoring={monitoring} className={overview.leadSpark} />
      </Link>
      <ul className={overview.others}>
        {others.map((figure) => (
          <li key={figure.id}>
            <Link to="/monitoring" search={{ ...filters, figure: figure.id }} className={overview.other}>
              <span>{figures[figure.id].name}</span>
              <span className={overview.otherValue}>
                <FigureValue figure={figure} filters={filters} size="line" />
                <ChangeNote figure={figure} before={past.get(figure.id) ?? null} brief />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Paper>
  )
}

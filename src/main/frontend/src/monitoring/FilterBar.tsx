import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { useProcess, useProcesses } from '../process'
import { isFiltered } from './Chosen'
import { presets, usualPreset, type MonitoringFilters } from './filters'
import classes from './Monitoring.module.css'
import { useNames } from './monitoringQueries'
import type { Period } from './period'

interface Props {
  filters: MonitoringFilters
  period: Period
  onFilters: (patch: MonitoringFilters) => void
}

const presetNames: Record<(typeof presets)[number], string> = { 1: t('24 h'), 7: t('7 days'), 30: t('30 days'), 90: t('90 days') }

/** What is looked at: all of it is in the address. */
export function FilterBar({ filters, period, onFilters }: Props): ReactElement {
  const processes = useProcesses()
  return (
    <Group gap="xs" mb="xs" role="search" className={classes.screen ?? ''} align="flex-start">
      <PeriodChoice filters={filters} period={period} onFilters={onFilters} />
      <Select
        size="xs"
        w={170}
        searchable
        clearable
        aria-label={t('Process')}
        placeholder={t('All processes')}
        value={filters.process ?? null}
        data={withChosen((processes.data ?? []).map(({ key, name }) => ({ value: key, label: name })), filters.process)}
        onChange={(process) => onFilters({ process: process ?? undefined, version: undefined, step: undefined })}
      />
      {filters.process !== undefined && <VersionChoice processKey={filters.process} version={filters.version} onFilters={onFilters} />}
      <NameChoice by="agent" all={t('All agents')} label={t('Agent')} filters={filters} period={period} onFilters={onFilters} />
      <NameChoice by="tool" all={t('All tools')} label={t('Tool')} filters={filters} period={period} onFilters={onFilters} />
      <NameChoice by="model" all={t('All models')} label={t('Model')} filters={filters} period={period} onFilters={onFilters} />
      {filters.step !== undefined && (
        <Button size="xs" variant="default" onClick={() => onFilters({ step: undefined })}>
          {t('Step {step}: show all', { step: filters.step })}
        </Button>
      )}
      {isFiltered(filters) && (
        <Button size="xs" variant="subtle" onClick={() => onFilters({ process: undefined, version: undefined, step: undefined, agent: undefined, tool: undefined, model: undefined })}>
          {t('Clear filters')}
        </Button>
      )}
    </Group>
  )
}

function PeriodChoice({ filters, period, onFilters }: Props): ReactElement {
  const own = filters.from !== undefined || filters.to !== undefined
  const choose = (days: string): void => {
    if (days === 'own') {
      onFilters({ days: undefined, from: dayOf(period.from), to: dayOf(period.to) })
    } else {
      onFilters({ days: days === usualPreset ? undefined : presets.find((known) => known === days), from: undefined, to: undefined })
    }
  }
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('Period')}
        value={own ? 'own' : (filters.days ?? usualPreset)}
        onChange={choose}
        data={[...presets.map((value) => ({ value, label: presetNames[value] })), { value: 'own', label: t('Own') }]}
      />
      {own && (
        <>
          <TextInput size="xs" type="date" aria-label={t('From')} value={filters.from ?? ''} max={filters.to} onChange={(event) => onFilters({ from: event.currentTarget.value === '' ? undefined : event.currentTarget.value })} />
          <TextInput size="xs" type="date" aria-label={t('Until')} value={filters.to ?? ''} min={filters.from} onChange={(event) => onFilters({ to: event.currentTarget.value === '' ? undefined : event.currentTarget.value })} />
        </>
      )}
    </>
  )
}

interface VersionProps {
  processKey: string
  version: string | undefined
  onFilters: (patch: MonitoringFilters) => void
}

function VersionChoice({ processKey, version, onFilters }: VersionProps): ReactElement {
  const process = useProcess(processKey)
  return (
    <Select
      size="xs"
      w={116}
      clearable
      aria-label={t('Version')}
      placeholder={t('All versions')}
      value={version ?? null}
      data={withChosen((process.data?.versions ?? []).map((known) => ({ value: String(known.version), label: t('Version {version}', { version: known.version }) })), version)}
      onChange={(chosen) => onFilters({ version: chosen ?? undefined })}
    />
  )
}

interface NameProps extends Props {
  by: 'agent' | 'tool' | 'model'
  all: string
  label: string
}

function NameChoice({ by, all, label, filters, period, onFilters }: NameProps): ReactElement {
  const [wanted, setWanted] = useState(false)
  const names = useNames(by, period, filters.process, wanted)
  return (
    <Select
      size="xs"
      w={144}
      searchable
      clearable
      aria-label={label}
      placeholder={all}
      nothingFoundMessage={t('None in this period')}
      onDropdownOpen={() => setWanted(true)}
      value={filters[by] ?? null}
      data={withChosen(names.map((name) => ({ value: name, label: name })), filters[by])}
      onChange={(chosen) => onFilters({ [by]: chosen ?? undefined })}
    />
  )
}

interface Option {
  value: string
  label: string
}

/** What the address names stays chosen, also where the list does not know it. */
function withChosen(options: Option[], chosen: string | undefined): Option[] {
  return chosen === undefined || options.some(({ value }) => value === chosen) ? options : [{ value: chosen, label: chosen }, ...options]
}

function dayOf(at: string): string {
  const date = new Date(Date.parse(at) - 1)
  return [date.getFullYear(), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')].join('-')
}

import { Button, Group, Modal, NumberInput, SegmentedControl, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../../i18n'
import { asProblem, type Alert, type AlertRule, type Me } from '../../api'
import { useProcesses } from '../../process'
import { ProblemAlert } from '../../ui'
import { figures } from '../figures'
import type { Unit } from '../format'
import { useSaveAlert } from './alertQueries'
import { perUnit, severities, standing, windows } from './words'

interface Props {
  /** Null for a new one. */
  alert: Alert | null
  taken: readonly string[]
  units: ReadonlyMap<string, Unit>
  me: Me
  onClose: () => void
}

const blank: AlertRule = { figure: 'run-failures', comparison: 'above', threshold: 0.2, minimum: 10, window: 'PT1H', severity: 'warning', tell: [], start: null }

const named = (names: Readonly<Record<string, string>>): { value: string; label: string }[] => Object.entries(names).map(([value, label]) => ({ value, label }))

const allFigures = [...Object.entries(figures).map(([value, { name }]) => ({ value, label: name })), ...named(standing)]

/** One rule as a form; what only few need, such as an agent, is kept as it is. */
export function EditAlert({ alert, taken, units, me, onClose }: Props): ReactElement {
  const save = useSaveAlert()
  const processes = useProcesses()
  const [name, setName] = useState(alert?.name ?? '')
  const [rule, setRule] = useState<AlertRule>(alert?.rule ?? blank)
  const set = (patch: Partial<AlertRule>): void => setRule((before) => ({ ...before, ...patch }))
  const unit = units.get(rule.figure) ?? 'count'
  const { factor, suffix } = perUnit(unit)
  const isPlain = unit === 'count'
  const isTaken = alert === null && taken.includes(name.trim())
  const workflows = (processes.data ?? []).map(({ key, name: label }) => ({ value: key, label }))
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    save.mutate({ name: name.trim(), rule: { ...rule, minimum: isPlain ? 0 : rule.minimum } }, { onSuccess: onClose })
  }
  return (
    <Modal opened onClose={onClose} title={alert === null ? t('New alert') : t('Edit {name}', { name: alert.name })} centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {alert === null && (
            <TextInput
              label={t('Name')}
              required
              data-autofocus
              maxLength={100}
              description={t('Lower case, digits and hyphens, such as leads-fail')}
              error={isTaken ? t('There is one with this name') : undefined}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <Select label={t('Figure')} required searchable allowDeselect={false} data={allFigures} value={rule.figure} onChange={(figure) => figure !== null && set({ figure })} />
          <Group gap="sm" align="flex-end" wrap="nowrap">
            <SegmentedControl
              aria-label={t('Side')}
              data={[
                { value: 'above', label: t('above') },
                { value: 'below', label: t('below') },
              ]}
              value={rule.comparison}
              onChange={(comparison) => set({ comparison })}
            />
            <NumberInput flex={1} label={t('Threshold')} required suffix={suffix} value={Math.round((rule.threshold / factor) * 1e6) / 1e6} onChange={(value) => typeof value === 'number' && set({ threshold: value * factor })} />
          </Group>
          {rule.figure in standing ? (
            <TextInput label={t('Group')} description={t('Whose tasks')} value={rule.group ?? ''} onChange={(event) => set({ group: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value.trim() })} />
          ) : (
            <Select label={t('Over')} allowDeselect={false} data={named(rule.window in windows ? windows : { ...windows, [rule.window]: rule.window })} value={rule.window} onChange={(window) => window !== null && set({ window })} />
          )}
          {!isPlain && <NumberInput label={t('At least')} description={t('Of how many it must tell, so that one failure of one wakes nobody')} min={0} allowDecimal={false} value={rule.minimum} onChange={(value) => typeof value === 'number' && set({ minimum: value })} />}
          <Select label={t('Process')} clearable placeholder={t('All processes')} data={workflows} value={rule.processKey ?? null} onChange={(processKey) => set({ processKey })} />
          <Select label={t('Severity')} allowDeselect={false} data={Object.entries(severities).map(([value, { name: label }]) => ({ value, label }))} value={rule.severity} onChange={(severity) => severity !== null && set({ severity: severity as AlertRule['severity'] })} />
          <TagsInput label={t('Groups to tell')} description={t('Their members get a mail')} value={rule.tell ?? []} onChange={(tell) => set({ tell })} />
          <Select
            label={t('Process to start')}
            clearable
            placeholder={t('No process')}
            description={t('On behalf of {person}', { person: rule.start?.as ?? me.name })}
            data={workflows}
            value={rule.start?.processKey ?? null}
            onChange={(processKey) => set({ start: processKey === null ? null : { processKey, as: rule.start?.as ?? me.name } })}
          />
          {save.error && (
            <ProblemAlert error={save.error}>
              {asProblem(save.error).errors.map(({ path, message }) => (
                <Text key={path} size="sm">{`${path.replace('/', '')} ${message}`}</Text>
              ))}
            </ProblemAlert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || isTaken}>
              {t('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

import { useDocumentTitle } from '@mantine/hooks'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { DeploymentList, DeploymentPage } from '../deployment'
import { hasRole } from '../identity'
import { IncidentList } from '../incident'
import { ComparePage, Modeler } from '../modeler'
import { AlertsPage, MonitoringPage } from '../monitoring'
import { AuditSearch } from '../audit'
import { KnowledgePage } from '../knowledge'
import { SavedFilters } from '../filter'
import { InstanceList, InstancePage, parseInstanceFilters, ProcessPage, ReadinessPage } from '../process'
import { RetentionPage } from '../retention'
import { EmptyState } from '../ui'
import { useSignedIn } from './pages'
import { parseSearch, queryOf } from './searchParams'

/** The pages of processes and what is made of them, joined with their URLs; loaded with the first of them, as nobody signs in to one. */

export function OneProcessPage(): ReactElement {
  const me = useSignedIn()
  const { key } = useParams({ from: '/app/processes/$key' })
  const look = useSearch({ from: '/app/processes/$key' })
  const navigate = useNavigate()
  return (
    <ProcessPage
      processKey={key}
      mayStart={hasRole(me, 'analyst', 'operator', 'app')}
      seesFigures={hasRole(me, 'analyst', 'approver', 'operator', 'auditor')}
      look={look}
      onLook={(patch) => void navigate({ to: '/processes/$key', params: { key }, search: { ...look, ...patch }, replace: true, resetScroll: false })}
      onStarted={({ id }) => void navigate({ to: '/instances/$id', params: { id } })}
    />
  )
}

export function OneReadinessPage(): ReactElement {
  const { key } = useParams({ from: '/app/processes/$key/readiness' })
  const { version } = useSearch({ from: '/app/processes/$key/readiness' })
  return <ReadinessPage processKey={key} version={version === undefined ? null : Number(version)} />
}

export function InstancesPage(): ReactElement {
  const filters = useSearch({ from: '/app/instances' })
  const navigate = useNavigate()
  return (
    <InstanceList
      filters={filters}
      onFilters={(patch) => void navigate({ to: '/instances', search: { ...filters, ...patch }, replace: true })}
      saved={<SavedFilters list="instances" query={queryOf(filters)} onQuery={(query) => void navigate({ to: '/instances', search: parseInstanceFilters(parseSearch(query)) })} />}
    />
  )
}

export function OneInstancePage(): ReactElement {
  const me = useSignedIn()
  const { id } = useParams({ from: '/app/instances/$id' })
  const view = useSearch({ from: '/app/instances/$id' })
  const navigate = useNavigate()
  return (
    <InstancePage
      id={id}
      mayOperate={hasRole(me, 'operator')}
      mayHold={hasRole(me, 'auditor')}
      seesIncidents={hasRole(me, 'operator', 'auditor')}
      view={view}
      onView={(patch) => void navigate({ to: '/instances/$id', params: { id }, search: { ...view, ...patch }, replace: true, resetScroll: false })}
    />
  )
}

export function DeploymentsPage(): ReactElement {
  const me = useSignedIn()
  const { process } = useSearch({ from: '/app/deployments' })
  const navigate = useNavigate()
  return (
    <DeploymentList
      processKey={process ?? null}
      mayDeploy={hasRole(me, 'analyst', 'operator')}
      onProcess={(key) => void navigate({ to: '/deployments', search: { process: key ?? undefined }, replace: true })}
      onOpen={(id) => void navigate({ to: '/deployments/$id', params: { id } })}
    />
  )
}

export function OneDeploymentPage(): ReactElement {
  const me = useSignedIn()
  const { id } = useParams({ from: '/app/deployments/$id' })
  const navigate = useNavigate()
  return (
    <DeploymentPage
      id={id}
      mayDeploy={hasRole(me, 'analyst', 'operator')}
      mayMigrate={hasRole(me, 'operator')}
      onOpen={(next) => void navigate({ to: '/deployments/$id', params: { id: next } })}
    />
  )
}

export function IncidentsPage(): ReactElement {
  const me = useSignedIn()
  const { process } = useSearch({ from: '/app/incidents' })
  const navigate = useNavigate()
  return (
    <IncidentList
      processKey={process ?? null}
      mayRetry={hasRole(me, 'operator')}
      onProcess={(key) => void navigate({ to: '/incidents', search: { process: key ?? undefined }, replace: true })}
    />
  )
}

export function AuditPage(): ReactElement {
  useDocumentTitle(t('Audit – Steward'))
  const filters = useSearch({ from: '/app/audit' })
  const navigate = useNavigate()
  return <AuditSearch filters={filters} onFilters={(patch) => void navigate({ to: '/audit', search: { ...filters, ...patch }, replace: true })} />
}

export function KnowledgeDeskPage(): ReactElement {
  useDocumentTitle(t('Knowledge – Steward'))
  const me = useSignedIn()
  const { collection } = useSearch({ from: '/app/knowledge' })
  const navigate = useNavigate()
  if (!hasRole(me, 'analyst', 'approver', 'operator', 'auditor')) {
    return <EmptyState title={t('Knowledge is not for you')}>{t('It is for analysts, approvers, operators and auditors.')}</EmptyState>
  }
  return <KnowledgePage collection={collection ?? null} onCollection={(name) => void navigate({ to: '/knowledge', search: { collection: name ?? undefined }, replace: true, resetScroll: false })} />
}

export function RetentionDeskPage(): ReactElement {
  const me = useSignedIn()
  if (!hasRole(me, 'operator', 'auditor')) {
    return <EmptyState title={t('Retention is not for you')}>{t('It is for operators and auditors.')}</EmptyState>
  }
  return <RetentionPage mayRun={hasRole(me, 'operator')} mayHold={hasRole(me, 'auditor')} />
}

export function AlertsDeskPage(): ReactElement {
  useDocumentTitle(t('Alerts – Steward'))
  const me = useSignedIn()
  if (!hasRole(me, 'analyst', 'operator', 'auditor')) {
    return <EmptyState title={t('Alerts are not for you')}>{t('They are for analysts, operators and auditors.')}</EmptyState>
  }
  return <AlertsPage me={me} mayChange={hasRole(me, 'analyst', 'operator')} />
}

export function MonitoringDeskPage(): ReactElement {
  useDocumentTitle(t('Monitoring – Steward'))
  const me = useSignedIn()
  const filters = useSearch({ from: '/app/monitoring' })
  const navigate = useNavigate()
  if (!hasRole(me, 'analyst', 'operator', 'auditor')) {
    return <EmptyState title={t('Monitoring is not for you')}>{t('It is for analysts, operators and auditors.')}</EmptyState>
  }
  return <MonitoringPage filters={filters} onFilters={(patch) => void navigate({ to: '/monitoring', search: { ...filters, ...patch }, replace: !('figure' in patch), resetScroll: false })} />
}

export function ModelerPage(): ReactElement {
  useDocumentTitle(t('Modeler – Steward'))
  const me = useSignedIn()
  const { key } = useParams({ strict: false })
  const { version } = useSearch({ strict: false })
  return <Modeler key={`${key ?? ''}:${version ?? ''}`} processKey={key ?? null} version={version === undefined ? null : Number(version)} mayDeploy={hasRole(me, 'analyst', 'operator')} />
}

export function CompareVersionsPage(): ReactElement {
  const { key } = useParams({ from: '/app/modeler/$key/compare' })
  const { from, to } = useSearch({ from: '/app/modeler/$key/compare' })
  const navigate = useNavigate()
  return (
    <ComparePage
      processKey={key}
      from={from === undefined ? null : Number(from)}
      to={to === undefined ? null : Number(to)}
      onVersions={(left, right) => void navigate({ to: '/modeler/$key/compare', params: { key }, search: { from: String(left), to: String(right) }, replace: true })}
    />
  )
}

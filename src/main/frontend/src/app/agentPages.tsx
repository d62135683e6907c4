import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { AgentEditor, AgentPage, CataloguePage, CompareVersions, ToolEditor, ToolPage } from '../agent'
import { hasRole } from '../identity'
import { useSignedIn } from './pages'

/** The pages of agents and tools, joined with their URLs; loaded with the first of them. */

export function AgentsPage(): ReactElement {
  const me = useSignedIn()
  const { show, q } = useSearch({ from: '/app/agents' })
  const navigate = useNavigate()
  return (
    <CataloguePage
      kind={show ?? 'agent'}
      query={q ?? ''}
      mayMakeAgents={hasRole(me, 'analyst', 'operator')}
      onKind={(chosen) => void navigate({ to: '/agents', search: { show: chosen === 'tool' ? 'tool' : undefined, q }, replace: true })}
      onQuery={(query) => void navigate({ to: '/agents', search: { show, q: query === '' ? undefined : query }, replace: true })}
    />
  )
}

export function OneAgentPage(): ReactElement {
  const me = useSignedIn()
  const { name } = useParams({ from: '/app/agents/$name' })
  const navigate = useNavigate()
  return <AgentPage name={name} mayEdit={hasRole(me, 'analyst', 'operator')} isOperator={hasRole(me, 'operator')} onRetired={() => void navigate({ to: '/agents' })} />
}

export function EditAgentPage(): ReactElement {
  const me = useSignedIn()
  const { name } = useParams({ strict: false })
  const navigate = useNavigate()
  return <AgentEditor name={name ?? null} isOperator={hasRole(me, 'operator')} onStored={(stored) => void navigate({ to: '/agents/$name', params: { name: stored } })} />
}

export function CompareAgentsPage(): ReactElement {
  const { name } = useParams({ from: '/app/agents/$name/compare' })
  const { from, to } = useSearch({ from: '/app/agents/$name/compare' })
  const navigate = useNavigate()
  return (
    <CompareVersions
      kind="agent"
      name={name}
      from={from ?? null}
      to={to ?? null}
      onVersions={(left, right) => void navigate({ to: '/agents/$name/compare', params: { name }, search: { from: left, to: right }, replace: true })}
    />
  )
}

export function OneToolPage(): ReactElement {
  const me = useSignedIn()
  const { name } = useParams({ from: '/app/tools/$name' })
  return <ToolPage name={name} isOperator={hasRole(me, 'operator')} />
}

export function EditToolPage(): ReactElement {
  const { name } = useParams({ from: '/app/tools/$name/edit' })
  const navigate = useNavigate()
  return <ToolEditor name={name} onStored={(stored) => void navigate({ to: '/tools/$name', params: { name: stored } })} />
}

export function CompareToolsPage(): ReactElement {
  const { name } = useParams({ from: '/app/tools/$name/compare' })
  const { from, to } = useSearch({ from: '/app/tools/$name/compare' })
  const navigate = useNavigate()
  return (
    <CompareVersions
      kind="tool"
      name={name}
      from={from ?? null}
      to={to ?? null}
      onVersions={(left, right) => void navigate({ to: '/tools/$name/compare', params: { name }, search: { from: left, to: right }, replace: true })}
    />
  )
}

import type { Me } from '../api'

export type Role = 'analyst' | 'approver' | 'operator' | 'auditor' | 'app'

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return roles.some((role) => me.roles.includes(role))
}

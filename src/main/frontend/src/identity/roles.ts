import type { Me } from '../api'

export type Role = Me['roles'][number]

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return roles.some((role) => me.roles.includes(role))
}

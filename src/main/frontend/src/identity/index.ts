export { takeNext } from './next'
export { hasRole, type Role } from './roles'
export { SignIn } from './SignIn'
export { meQuery, useMe, useSignOut } from './useMe'

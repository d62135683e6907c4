import { ActionIcon, Alert, AppShell, Badge, Burger, Center, Group, Loader, NavLink, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconBooks, IconChartLine, IconHistory, IconInbox, IconListDetails, IconMoon, IconPackage, IconPencil, IconPlugOff, IconRobot, IconRoute, IconSun, type Icon } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Me } from '../api'
import { hasRole } from '../identity'
import { listen, useListening } from '../live'
import { printInLight } from './printInLight'
import { useServerReachable } from './reachable'
import classes from './Shell.module.css'

// Not needed to see the page.
const UserMenu = lazy(() => import('./UserMenu'))

interface Entry {
  to: '/inbox' | '/processes' | '/instances' | '/modeler' | '/deployments' | '/agents' | '/knowledge' | '/incidents' | '/monitoring' | '/audit'
  label: string
  icon: Icon
}

export function hasInbox(me: Me): boolean {
  return hasRole(me, 'approver', 'operator', 'analyst')
}

function entriesFor(me: Me): Entry[] {
  return [
    ...(hasInbox(me) ? [{ to: '/inbox', label: t('Inbox'), icon: IconInbox } as const] : []),
    { to: '/processes', label: t('Processes'), icon: IconRoute },
    { to: '/instances', label: t('Instances'), icon: IconListDetails },
    ...(hasRole(me, 'analyst', 'operator') ? [{ to: '/modeler', label: t('Modeler'), icon: IconPencil } as const] : []),
    ...(hasRole(me, 'analyst', 'operator', 'auditor') ? [{ to: '/deployments', label: t('Deployments'), icon: IconPackage } as const] : []),
    ...(hasRole(me, 'operator', 'auditor') ? [{ to: '/incidents', label: t('Incidents'), icon: IconAlertTriangle } as const] : []),
    { to: '/agents', label: t('Agents & tools'), icon: IconRobot },
    ...(hasRole(me, 'analyst', 'approver', 'operator', 'auditor') ? [{ to: '/knowledge', label: t('Knowledge'), icon: IconBooks } as const] : []),
    ...(hasRole(me, 'analyst', 'operator', 'auditor') ? [{ to: '/monitoring', label: t('Monitoring'), icon: IconChartLine } as const] : []),
    ...(hasRole(me, 'operator', 'auditor') ? [{ to: '/audit', label: t('Audit'), icon: IconHistory } as const] : []),
  ]
}

export function Shell({ me }: { me: Me }): ReactElement {
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const reachable = useServerReachable()
  const queries = useQueryClient()
  const live = useListening()
  useEffect(() => listen(queries), [queries])
  useEffect(printInLight, [])
  const production = me.environment === 'production'
  return (
    <AppShell header={{ height: 44 }} navbar={{ width: 184, breakpoint: 'sm', collapsed: { mobile: !opened } }} transitionDuration={0} padding={{ base: 'sm', sm: 'md' }}>
      <AppShell.Header className={classes.screen}>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('Navigation')} />
            <Link to="/" className={classes.brand}>
              <img src="/favicon.svg" alt="" width={20} height={20} />
              Steward
            </Link>
            <Badge size="sm" style={{ flex: 'none' }} variant={production ? 'filled' : 'light'} color={production ? 'red' : 'orange'}>
              {production ? t('Production') : t('Sandbox')}
            </Badge>
          </Group>
          <Group gap={4} wrap="nowrap">
            {live && <span className={`${classes.live ?? ''} mantine-visible-from-sm`} role="img" aria-label={t('Changes appear by themselves')} title={t('Changes appear by themselves')} />}
            <SchemeToggle />
            <Suspense fallback={<span className={classes.user}>{me.displayName}</span>}>
              <UserMenu me={me} />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.screen} p={6} component="nav" aria-label={t('Main')}>
        {entriesFor(me).map(({ to, label, icon: EntryIcon }) => (
          <NavLink
            key={to}
            label={label}
            leftSection={<EntryIcon size={18} stroke={1.6} />}
            active={path.startsWith(to) || (to === '/inbox' && path.startsWith('/tasks')) || (to === '/agents' && path.startsWith('/tools'))}
            className={classes.nav}
            onClick={close}
            renderRoot={(props) => <Link to={to} {...props} />}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main className={classes.main}>
        {!reachable && (
          <Alert color="red" variant="light" p="xs" mb="sm" icon={<IconPlugOff size={18} />} role="alert">
            {t('The server does not answer. What you see may be out of date; this page keeps trying.')}
          </Alert>
        )}
        <Suspense
          fallback={
            <Center h={240}>
              <Loader size="sm" />
            </Center>
          }
        >
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  )
}

function SchemeToggle(): ReactElement {
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={dark ? t('Light mode') : t('Dark mode')}
      title={dark ? t('Light mode') : t('Dark mode')}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
    </ActionIcon>
  )
}

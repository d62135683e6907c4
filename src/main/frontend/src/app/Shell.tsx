import { ActionIcon, Alert, AppShell, Badge, Burger, Center, Group, Loader, Menu, NavLink, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconInbox, IconListDetails, IconLogout, IconMoon, IconPackage, IconPencil, IconPlugOff, IconRoute, IconSun, type Icon } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, type ReactElement } from 'react'
import type { Me } from '../api'
import { hasRole, useSignOut } from '../identity'
import { sentenceCase } from '../ui'
import { useServerReachable } from './reachable'
import classes from './Shell.module.css'

interface Entry {
  to: '/inbox' | '/processes' | '/instances' | '/modeler' | '/deployments'
  label: string
  icon: Icon
}

export function hasInbox(me: Me): boolean {
  return hasRole(me, 'approver', 'operator', 'analyst')
}

function entriesFor(me: Me): Entry[] {
  return [
    ...(hasInbox(me) ? [{ to: '/inbox', label: 'Inbox', icon: IconInbox } as const] : []),
    { to: '/processes', label: 'Processes', icon: IconRoute },
    { to: '/instances', label: 'Instances', icon: IconListDetails },
    ...(hasRole(me, 'analyst', 'operator') ? [{ to: '/modeler', label: 'Modeler', icon: IconPencil } as const] : []),
    ...(hasRole(me, 'analyst', 'operator', 'auditor') ? [{ to: '/deployments', label: 'Deployments', icon: IconPackage } as const] : []),
  ]
}

export function Shell({ me }: { me: Me }): ReactElement {
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const reachable = useServerReachable()
  const production = me.environment === 'production'
  return (
    <AppShell header={{ height: 44 }} navbar={{ width: 168, breakpoint: 'sm', collapsed: { mobile: !opened } }} transitionDuration={0} padding={{ base: 'sm', sm: 'md' }}>
      <AppShell.Header>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <Link to="/" className={classes.brand}>
              <img src="/favicon.svg" alt="" width={20} height={20} />
              Steward
            </Link>
            <Badge size="sm" variant={production ? 'filled' : 'light'} color={production ? 'red' : 'orange'}>
              {sentenceCase(me.environment)}
            </Badge>
          </Group>
          <Group gap={4} wrap="nowrap">
            <SchemeToggle />
            <User me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p={6} component="nav" aria-label="Main">
        {entriesFor(me).map(({ to, label, icon: EntryIcon }) => (
          <NavLink
            key={to}
            label={label}
            leftSection={<EntryIcon size={18} stroke={1.6} />}
            active={path.startsWith(to) || (to === '/inbox' && path.startsWith('/tasks'))}
            className={classes.nav}
            onClick={close}
            renderRoot={(props) => <Link to={to} {...props} />}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>
        {!reachable && (
          <Alert color="red" variant="light" p="xs" mb="sm" icon={<IconPlugOff size={18} />} role="alert">
            The server does not answer. What you see may be out of date; this page keeps trying.
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
      aria-label={dark ? 'Light mode' : 'Dark mode'}
      title={dark ? 'Light mode' : 'Dark mode'}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
    </ActionIcon>
  )
}

function User({ me }: { me: Me }): ReactElement {
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={`Signed in as ${me.displayName}`}>
          {me.displayName}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name}
          <Text size="xs" c="dimmed">
            {me.roles.map(sentenceCase).join(', ')}
          </Text>
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} />} disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

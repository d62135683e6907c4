import { Menu, Text, UnstyledButton } from '@mantine/core'
import { IconCalendarOff, IconLanguage, IconLogout } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { Me } from '../api'
import { chooseLanguage, language, languages, t, type Language } from '../i18n'
import { useSignOut } from '../identity'
import { sentenceCase } from '../ui'
import classes from './Shell.module.css'

export default function UserMenu({ me }: { me: Me }): ReactElement {
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={t('Signed in as {name}', { name: me.displayName })}>
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
        <Menu.Item leftSection={<IconCalendarOff size={16} />} renderRoot={(props) => <Link to="/you" {...props} />}>
          {t('Away and messages')}
        </Menu.Item>
        {Object.entries(languages)
          .filter(([tag]) => tag !== language())
          .map(([tag, name]) => (
            <Menu.Item key={tag} lang={tag} leftSection={<IconLanguage size={16} />} onClick={() => chooseLanguage(tag as Language)}>
              {name}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<IconLogout size={16} />} disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('Sign out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

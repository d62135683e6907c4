import { Alert, Button, Center, Code, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useRef, type ReactElement, type SubmitEvent } from 'react'
import { rich, t } from '../i18n'
import { ApiProblem } from '../api'
import { rememberNext } from './next'
import { useSignIn, useSignInMethod } from './useMe'

interface SignInProps {
  /** Where the person wanted to go. */
  next: string | undefined
  /** The last attempt has failed at the place that people are sent to. */
  failed: boolean
}

export function SignIn({ next, failed }: SignInProps): ReactElement {
  useDocumentTitle(t('Sign in – Steward'))
  const method = useSignInMethod()

  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={360}>
        <Stack>
          <div>
            <Title order={1} size="h3">
              {t('Sign in to Steward')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('Agents at work, people in charge.')}
            </Text>
          </div>
          {failed && <Failure text={t('The sign-in did not work. Try again, or ask whoever manages your account.')} />}
          {method.error && <Failure text={method.error.message} />}
          {method.data?.method === 'form' && <PasswordForm demo={method.data.demo} />}
          {method.data?.method === 'redirect' && <Elsewhere href={method.data.href ?? '/'} next={next} />}
        </Stack>
      </Paper>
    </Center>
  )
}

function Elsewhere({ href, next }: { href: string; next: string | undefined }): ReactElement {
  return (
    <Button component="a" href={href} onClick={() => rememberNext(next)} fullWidth>
      {t('Sign in with your company account')}
    </Button>
  )
}

function PasswordForm({ demo }: { demo: boolean }): ReactElement {
  const signIn = useSignIn()
  const password = useRef<HTMLInputElement>(null)

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    signIn.mutate(
      { username: text(data, 'username'), password: text(data, 'password') },
      {
        onError: () => {
          password.current?.focus()
          password.current?.select()
        },
      },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        {signIn.error && <Failure text={failure(signIn.error)} />}
        <TextInput name="username" label={t('User name')} autoComplete="username" autoCapitalize="none" required withAsterisk={false} autoFocus />
        <PasswordInput name="password" label={t('Password')} autoComplete="current-password" required withAsterisk={false} ref={password} />
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {t('Sign in')}
        </Button>
        {demo && (
          <Text size="xs" c="dimmed">
            {rich('Demo users are named like their role: <code>analyst</code>, <code>approver</code>, <code>operator</code>, <code>auditor</code>. The password is the name.', {
              code: (text) => <Code>{text}</Code>,
            })}
          </Text>
        )}
      </Stack>
    </form>
  )
}

function Failure({ text }: { text: string }): ReactElement {
  return (
    <Alert color="red" variant="light" role="alert" p="xs">
      {text}
    </Alert>
  )
}

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

function failure(error: Error): string {
  if (error instanceof ApiProblem) {
    if (error.code === 'bad-credentials' || error.status === 401) {
      return t('User name and password do not match.')
    }
    return error.detail ?? error.title
  }
  return error.message
}

import { Alert, Button, Center, Code, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useRef, type ReactElement, type SubmitEvent } from 'react'
import { ApiProblem } from '../api'
import { useSignIn } from './useMe'

export function SignIn(): ReactElement {
  useDocumentTitle('Sign in – Steward')
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
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={360}>
        <form onSubmit={submit}>
          <Stack>
            <div>
              <Title order={1} size="h3">
                Sign in to Steward
              </Title>
              <Text size="sm" c="dimmed">
                Agents at work, people in charge.
              </Text>
            </div>
            {signIn.error && (
              <Alert color="red" variant="light" role="alert" p="xs">
                {failure(signIn.error)}
              </Alert>
            )}
            <TextInput name="username" label="User name" autoComplete="username" autoCapitalize="none" required withAsterisk={false} autoFocus />
            <PasswordInput name="password" label="Password" autoComplete="current-password" required withAsterisk={false} ref={password} />
            <Button type="submit" loading={signIn.isPending} fullWidth>
              Sign in
            </Button>
            <Text size="xs" c="dimmed">
              Demo users are named like their role: <Code>analyst</Code>, <Code>approver</Code>, <Code>operator</Code>,{' '}
              <Code>auditor</Code>. The password is the name.
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  )
}

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

function failure(error: Error): string {
  if (error instanceof ApiProblem) {
    if (error.code === 'bad-credentials' || error.status === 401) {
      return 'User name and password do not match.'
    }
    return error.detail ?? error.title
  }
  return error.message
}

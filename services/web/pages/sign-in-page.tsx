import { Alert, Divider, Stack, Text, Title } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useSession } from '../app/session.ts';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { PartCards } from '../demo/part-cards.tsx';
import { ProviderButtons } from '../sign-in/provider-buttons.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';

const problems: Readonly<Record<string, string>> = {
  failed: 'Signing in did not work out. Please try once more.',
  unreachable:
    'Where you sign in does not answer just now. Nothing is wrong with your account: please try again in a moment.',
  unknown: 'This account is not listed here. Use your work address, or ask HR to add you.',
};

export function SignInPage() {
  const { returnTo, problem } = useSearch({ from: '/sign-in' });
  const { data: session } = useSession();
  if (session === undefined) return null;
  const { providers, issuer, mailedLink } = session.signIn;
  const hasButtons = providers.length > 0 || issuer !== null;
  return (
    <Page title="Sign in" lead={session.organization?.name} width={session.demo === null ? 'xs' : 'sm'}>
      {problem !== undefined && (
        <Alert role="alert" color="amber" title="You are not signed in">
          {problems[problem] ?? problems['failed']}
        </Alert>
      )}
      <Panel>
        <Stack gap="md">
          <ProviderButtons signIn={session.signIn} returnTo={returnTo} />
          {hasButtons && mailedLink && <Divider label="or" />}
          {mailedLink && <SignInForm returnTo={returnTo} />}
          <Text size="sm" c="dimmed">
            There is no password. Who you are decides what you see; nobody but you and your manager sees an agenda.
          </Text>
        </Stack>
      </Panel>
      {session.demo !== null && (
        <Stack gap="sm">
          <Title order={2}>Or look around the demo</Title>
          <PartCards parts={session.demo.parts} />
        </Stack>
      )}
    </Page>
  );
}

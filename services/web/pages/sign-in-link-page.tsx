import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { signedIn } from '@throughline/contracts/pages/session.ts';
import { send } from '../app/api.ts';
import { changeEyes } from '../app/change-eyes.ts';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';

/** Behind the mailed sign-in. Mail scanners open links, so opening it does nothing; a click signs in. */
export function SignInLinkPage() {
  const { token } = useSearch({ from: '/sign-in/link' });
  const queryClient = useQueryClient();
  const router = useRouter();
  const redeem = useMutation({
    mutationFn: () => send('POST', '/api/sign-in/redeem', { body: { token }, schema: signedIn }),
    onSuccess: async ({ returnTo }) => {
      await changeEyes(queryClient);
      router.history.push(returnTo);
    },
  });
  const unusable = token === undefined || redeem.isError;
  return (
    <Page title="Sign in" lead="One click, so that nothing but you can use this link." width="xs">
      <Panel>
        <Stack gap="md">
          {!unusable && (
            <>
              <Text>You asked for a link to sign in to Throughline.</Text>
              <Button size="md" loading={redeem.isPending} onClick={() => redeem.mutate()}>
                Sign me in
              </Button>
            </>
          )}
          {redeem.isError && <ProblemAlert error={redeem.error} />}
          {token === undefined && <Text role="alert">The link seems to have lost its end.</Text>}
          {unusable && <SignInForm label="Send me a new link" />}
        </Stack>
      </Panel>
    </Page>
  );
}

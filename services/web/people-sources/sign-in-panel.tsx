import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { PeopleSourcesResponse } from '@throughline/contracts/pages/people-sources.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { useSourcesChange } from './people-sources-queries.ts';

type SignIn = PeopleSourcesResponse['signIn'];

/** Where people sign in, and whether a mailed link is enough. */
export function SignInPanel({ signIn }: { signIn: SignIn }) {
  const { offered, issuer, ssoOnly, mayChange } = signIn;
  return (
    <Panel>
      <Stack>
        <Text>
          {offered.length === 0
            ? 'No provider is set up, so that people sign in with a mailed link.'
            : `People sign in with ${offered.join(', ')}${ssoOnly ? ', and in no other way.' : ', or with a mailed link.'}`}
        </Text>
        {issuer !== null && <Issuer issuer={issuer} mayChange={mayChange} />}
        {mayChange ? (
          <SsoOnly ssoOnly={ssoOnly} />
        ) : (
          <Text size="sm" c="dimmed">
            Administrators change this.
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

function Issuer({ issuer, mayChange }: { issuer: NonNullable<SignIn['issuer']>; mayChange: boolean }) {
  const change = useSourcesChange('issuer');
  return (
    <Stack gap="xs">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        Your issuer is {issuer.url}.{' '}
        {issuer.speaksForUs
          ? 'It says who your people are.'
          : 'Several organisations live here, and it does not speak for yours yet.'}
      </Text>
      {mayChange && (
        <Button
          variant="default"
          w="fit-content"
          loading={change.isPending}
          onClick={() => change.mutate({ named: !issuer.isNamed })}
        >
          {issuer.isNamed ? 'It no longer speaks for us' : 'It speaks for us'}
        </Button>
      )}
      {change.isError && <ProblemAlert error={change.error} />}
    </Stack>
  );
}

function SsoOnly({ ssoOnly }: { ssoOnly: boolean }) {
  const change = useSourcesChange('sso-only');
  const [asking, question] = useDisclosure(false);
  const set = () => change.mutate({ on: !ssoOnly }, { onSettled: question.close });
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" onClick={question.open}>
          {ssoOnly ? 'Let mailed links sign people in again' : 'Sign in with a provider alone'}
        </Button>
      </Group>
      {change.isError && <ProblemAlert error={change.error} />}
      <QuestionDialog
        opened={asking}
        title={ssoOnly ? 'Let mailed links sign people in again?' : 'Sign in with a provider alone?'}
        no="Leave it as it is"
        yes={ssoOnly ? 'Let them' : 'A provider alone'}
        pending={change.isPending}
        onNo={question.close}
        onYes={set}
      >
        {ssoOnly ? (
          'Sign-in links are mailed again, and links in mails open without a sign-in.'
        ) : (
          <Stack gap="xs">
            <span>No sign-in link is mailed any more.</span>
            <span>
              Links in mails, those that were sent already among them, lead to the sign-in first and then to what they
              were for.
            </span>
            <span>Whoever came in with a mailed link is signed out, perhaps you too. API keys and SCIM go on.</span>
          </Stack>
        )}
      </QuestionDialog>
    </Stack>
  );
}

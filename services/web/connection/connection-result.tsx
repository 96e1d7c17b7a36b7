import { Alert, List, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { connectionResults } from '@throughline/contracts/pages/connection.ts';
import type { ReactNode } from 'react';
import { TextLink } from '../components/text-link.tsx';
import { AskAdministrator } from './administrator-first.tsx';
import { AttendanceResult, isAboutAttendance, type AboutAttendance } from './attendance-result.tsx';
import { providerWords, type Provider } from './provider-words.ts';
import { scopeWords } from './scope-words.ts';

type Result = (typeof connectionResults)[number];

type Answer = {
  result?: Result | undefined;
  missing?: string | undefined;
  expected?: string | undefined;
  given?: string | undefined;
  reason?: string | undefined;
  /** Set where the provider may have wanted an administrator and did not say so. */
  administrator?: Provider | undefined;
};

/** What came of it, once the browser is back from the provider. */
export function ConnectionResult({
  organizes,
  token,
  ...answer
}: Answer & { organizes: boolean; token: string | undefined }) {
  if (answer.result === undefined) return null;
  const { result } = answer;
  if (isAboutAttendance(result)) return <AttendanceResult result={result} />;
  const connected = result === 'connected';
  const { title, body } = connected ? connectedWords(organizes) : refusalWords({ ...answer, result });
  const ResultIcon = connected ? IconCircleCheck : IconInfoCircle;
  return (
    <Alert
      role={connected ? 'status' : 'alert'}
      color={connected ? 'pine' : 'amber'}
      icon={<ResultIcon aria-hidden />}
      title={title}
    >
      {body}
      {result === 'declined' && answer.administrator !== undefined && (
        <AdministratorAsked provider={answer.administrator} token={token} />
      )}
    </Alert>
  );
}

/** A page that says "ask your administrator" and one where somebody says no lead back here in the same way. */
function AdministratorAsked({ provider, token }: { provider: Provider; token: string | undefined }) {
  const { account } = providerWords[provider];
  return (
    <Stack gap="sm" mt="sm">
      <Text size="sm">
        Did {account} say that an administrator has to approve? Then it was not you, and trying again changes nothing.
      </Text>
      <AskAdministrator provider={provider} token={token} label="Yes: show me the text to pass on" />
    </Stack>
  );
}

function connectedWords(organizes: boolean): { title: string; body: ReactNode } {
  if (!organizes)
    return { title: 'Your calendar is connected', body: 'That is all. Invitations now land where you are free.' };
  return {
    title: 'Your calendar is connected',
    body: (
      <Text size="sm">
        A plan is being made. <TextLink to="/plan">See your plan</TextLink> before any invitation leaves, or let it be:
        it is sent by itself after two working days.
      </Text>
    ),
  };
}

function refusalWords({
  result,
  missing = '',
  expected,
  given,
  reason,
}: Answer & { result: Exclude<Result, 'connected' | AboutAttendance> }): {
  title: string;
  body: ReactNode;
} {
  switch (result) {
    case 'missing_scopes':
      return {
        title: 'A box was left unticked, so nothing was connected',
        body: (
          <>
            <Text size="sm" mb={6}>
              Without all of these no conversation could be booked. Please connect again and leave them ticked:
            </Text>
            <List size="sm">
              {missing
                .split(/[\s,]+/)
                .filter(Boolean)
                .map((scope) => (
                  <List.Item key={scope}>
                    {scopeWords(scope)}{' '}
                    <Text span size="xs" c="dimmed">
                      {scope}
                    </Text>
                  </List.Item>
                ))}
            </List>
          </>
        ),
      };
    case 'other_account':
      return {
        title: 'That was another account, so nothing was connected',
        body: `You are listed with ${expected ?? 'your work address'}${given === undefined ? '' : `, and signed in as ${given}`}. Please choose your work account.`,
      };
    case 'declined':
      return {
        title: 'Nothing was connected',
        body: 'You said no, and nothing was read or kept. You can come back whenever you like.',
      };
    case 'admin_needed':
      return {
        title: 'Your company has to allow this first',
        body: 'The administrators of your calendars decide which applications may ask. Nothing was connected; HR can pass it on.',
      };
    case 'expired':
      return {
        title: 'That took longer than ten minutes',
        body: 'For safety the attempt has run out, and nothing was connected. Please begin again.',
      };
    case 'failed':
      return {
        title: 'It did not work out, and nothing was connected',
        body:
          reason === 'connected_elsewhere'
            ? 'Another calendar of yours is connected. Disconnect that one first.'
            : 'Please begin again. If it keeps happening, tell whoever runs Throughline.',
      };
  }
}

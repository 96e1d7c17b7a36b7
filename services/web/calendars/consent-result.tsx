import { Alert } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ConsentResult as Result } from '@throughline/contracts/pages/calendars.ts';

const words: Readonly<Record<Result, { title: string; body: string }>> = {
  granted: {
    title: 'Thank you, it is allowed',
    body: 'That was all. People are now asked to connect their own calendars; whoever sent you the link sees it, too. You can close this page.',
  },
  attendance_granted: {
    title: 'Thank you, it is allowed',
    body: 'That was all. Managers can now agree to it, each for their own calls, and nobody is mailed about it. You can close this page.',
  },
  already_granted: {
    title: 'It is allowed already',
    body: 'Somebody was here before you, or the page was opened twice. There is nothing left to do.',
  },
  declined: {
    title: 'Nothing was allowed',
    body: 'You said no, or signed in with an account that may not grant for everybody. Nothing has changed; the link still works.',
  },
  other_tenant: {
    title: 'That was another company’s directory, so nothing was recorded',
    body: 'The account you signed in with administers a directory that does not own this mail domain. Please sign in with an administrator account of the right one. What was allowed in the other one can be taken back there.',
  },
  tenant_taken: {
    title: 'This directory belongs to another organisation here',
    body: 'Each directory counts for one organisation, and another one on this Throughline has it already. Whoever runs Throughline can put that right.',
  },
  expired: {
    title: 'The link is older than 30 days',
    body: 'Nothing was recorded. Whoever sent it to you can make a new one in a minute.',
  },
  failed: {
    title: 'It could not be checked',
    body: 'The provider could not be asked whose the mail domain is, so nothing was recorded yet. Please continue once more in a few minutes: what you have allowed already stays allowed.',
  },
  unknown_state: {
    title: 'The link is not one of ours any more',
    body: 'It may have lost its end, or a newer one has taken its place. Nothing was recorded. Please ask whoever sent it to you.',
  },
};

/** What came of it, to whoever grants. */
export function ConsentResult({ result }: { result: Result }) {
  const good = result === 'granted' || result === 'attendance_granted' || result === 'already_granted';
  const ResultIcon = good ? IconCircleCheck : IconInfoCircle;
  const { title, body } = words[result];
  return (
    <Alert
      role={good ? 'status' : 'alert'}
      color={good ? 'pine' : 'amber'}
      icon={<ResultIcon aria-hidden />}
      title={title}
    >
      {body}
    </Alert>
  );
}

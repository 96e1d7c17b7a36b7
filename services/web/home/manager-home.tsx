import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatWeekdayTime, viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import type { Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { connectionQuery, planQuery } from '../connection/connection-queries.ts';
import { dueWords } from '@throughline/contracts/pages/waiting-words.ts';
import { ConversationTable } from '../conversations/conversation-table.tsx';
import { fewConversationsQuery } from '../conversations/conversations-query.ts';
import { OpenQuestion } from './open-question.tsx';
import { useKept } from './use-kept.ts';
import { TextLink } from '../components/text-link.tsx';
import { ButtonLink } from '../components/button-link.tsx';
import { ReleaseTeam } from '../evidence/release-team.tsx';
import { ManagerNotes } from './manager-notes.tsx';
import { NotDatedYet } from './not-dated-yet.tsx';

/** A manager's part: the plan while it is held, the calendar when it is not connected, what is ahead, what needs a date. */
export function ManagerHome({ person }: { person: Person }) {
  const upcoming = useQuery(fewConversationsQuery({ scope: 'my_reports', state: 'booked', pageSize: 6 }));
  const needing = useQuery(fewConversationsQuery({ scope: 'my_reports', state: 'needs_a_date', pageSize: 50 }));
  const waiting = useQuery(fewConversationsQuery({ scope: 'my_reports', state: 'awaiting_confirmation', pageSize: 6 }));
  const asked = useKept(waiting.data?.rows.map(({ id }) => id) ?? []);
  // Most without a date have one coming by itself.
  const stuck = needing.data?.rows.filter(({ waitingFor }) => !dueWords(waitingFor).calm) ?? [];
  return (
    <Stack gap="xl">
      <HeldPlanNotice person={person} />
      <ConnectNotice />
      <ManagerNotes />
      <Section
        title="Ahead with your reports"
        aside={
          <TextLink to="/conversations" search={{ scope: 'my_reports' }} size="sm">
            All
          </TextLink>
        }
      >
        <Loaded query={upcoming} rows={3}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Text c="dimmed">Nothing is booked yet.</Text>
            ) : (
              <ConversationTable rows={rows} filters={{ scope: 'my_reports' }} />
            )
          }
        </Loaded>
      </Section>
      {asked.length > 0 && (
        <Section title="Waiting for a word" note="A word from the report settles each; yours helps.">
          <Stack gap="md">
            {asked.map((id) => (
              <OpenQuestion key={id} id={id} />
            ))}
          </Stack>
        </Section>
      )}
      {stuck.length > 0 && (
        <Section title={stuck.length === 1 ? 'One needs a date' : `${stuck.length} need a date`}>
          <ConversationTable rows={stuck} filters={{ scope: 'my_reports' }} />
        </Section>
      )}
      <NotDatedYet rows={needing.data?.rows ?? []} />
      <ReleaseTeam timeZone={viewerZone(person)} />
    </Stack>
  );
}

function HeldPlanNotice({ person }: { person: Person }) {
  const { data: plan } = useQuery(planQuery);
  if (plan?.state !== 'held' || plan.sendsAt === null) return null;
  const when = formatWeekdayTime({ instant: plan.sendsAt, timeZone: viewerZone(person) });
  return (
    <Alert title={`Your first plan is ready: sent ${when} unless you change something`}>
      <ButtonLink to="/plan" mt={6}>
        See your plan
      </ButtonLink>
    </Alert>
  );
}

function ConnectNotice() {
  const { data } = useQuery(connectionQuery());
  if (data === undefined || data.connection?.status === 'active') return null;
  const again = data.connection !== null;
  return (
    <Alert color="amber" title={again ? 'Your calendar needs connecting again' : 'Your calendar is not connected yet'}>
      <Text size="sm" mb="sm">
        {again
          ? 'The permission was taken back or has run out, so nothing of yours can be booked or kept up to date.'
          : 'Connect it once, and the dates with your reports look after themselves.'}
      </Text>
      <ButtonLink to="/connect">{again ? 'Connect it again' : 'Connect your calendar'}</ButtonLink>
    </Alert>
  );
}

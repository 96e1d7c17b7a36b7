import { Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCalendarTime, IconMessageForward, IconNotes, IconVideo } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import type { ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { AnswerPanel } from '../conversation/answer-panel.tsx';
import { ConversationDates } from '../conversation/conversation-dates.tsx';
import { ConversationHistory } from '../conversation/conversation-history.tsx';
import { DuePanel } from '../conversation/due-panel.tsx';
import { conversationQuery } from '../conversations/conversations-query.ts';
import { TextLink } from '../components/text-link.tsx';
import { ButtonLink } from '../components/button-link.tsx';

export function ConversationPage() {
  return <PersonOnly>{(person, session) => <Conversation person={person} session={session} />}</PersonOnly>;
}

function Conversation({ person, session }: { person: Person; session: SessionResponse }) {
  const { id } = useParams({ from: '/conversations/$id' });
  const query = useQuery(conversationQuery(id));
  const names = query.data && [query.data.report.displayName, query.data.manager?.displayName].filter(Boolean);
  return (
    <Page
      title={names === undefined ? 'Conversation' : names.join(' & ')}
      lead={query.data && `Career conversation ${query.data.sequence}. Policy: ${query.data.policyName}.`}
      aside={query.data && <StateBadge conversation={query.data} />}
    >
      <Loaded query={query} rows={6}>
        {(conversation) => (
          <>
            <ConversationDates conversation={conversation} />
            <AnswerPanel conversation={conversation} />
            <Ways conversation={conversation} now={session.now} />
            <DuePanel conversation={conversation} />
            <Reasons conversation={conversation} />
            <Section title="What happened so far">
              <ConversationHistory conversation={conversation} timeZone={viewerZone(person)} />
            </Section>
            <WhoSeesWhat>{conversation.whoSeesWhat}</WhoSeesWhat>
            <TextLink to="/conversations" size="sm" w="fit-content">
              All conversations
            </TextLink>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Ways({ conversation, now }: { conversation: ConversationDetails; now: string }) {
  const { id, viewer, slot, conferenceUrl } = conversation;
  const isAhead = slot !== null && Date.parse(slot.endsAt) > Date.parse(now);
  if (!viewer.mayOpenAgenda) return null;
  return (
    <Group>
      {viewer.mayPickTime && (
        <ButtonLink to="/times" search={{ conversation: id }} leftSection={<IconCalendarTime size={18} aria-hidden />}>
          {slot === null ? 'Pick a time' : 'Does the time still work?'}
        </ButtonLink>
      )}
      {viewer.mayOpenAgenda && (
        <ButtonLink to="/conversations/$id/agenda" params={{ id }} leftSection={<IconNotes size={18} aria-hidden />}>
          Open the agenda
        </ButtonLink>
      )}
      {viewer.handover !== null && (
        <ButtonLink
          to="/conversations/$id/handover"
          params={{ id }}
          variant="default"
          leftSection={<IconMessageForward size={18} aria-hidden />}
        >
          {handoverWords[viewer.side === 'manager' ? 'read' : viewer.handover]}
        </ButtonLink>
      )}
      {conferenceUrl !== null && isAhead && (
        <Button
          component="a"
          href={conferenceUrl}
          variant="default"
          rel="noreferrer"
          leftSection={<IconVideo size={18} aria-hidden />}
        >
          Join the call
        </Button>
      )}
    </Group>
  );
}

const handoverWords = {
  offered: 'Write a handover card',
  kept: 'Your handover card, not released',
  released: 'Your handover card, released',
  read: 'Read the handover card',
} as const;

function Reasons({ conversation: { dueWhy, explanation, slot } }: { conversation: ConversationDetails }) {
  return (
    <Stack gap="xl">
      {dueWhy.length > 0 && (
        <Section title="Why this date">
          <Sentences of={dueWhy} />
        </Section>
      )}
      {explanation.length > 0 && (
        <Section title={slot === null ? 'Why there is no time yet' : 'Why this time'}>
          <Sentences of={explanation} />
        </Section>
      )}
    </Stack>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  if (of.length === 1) return <Text maw={680}>{of[0]}</Text>;
  return (
    <List spacing={6} maw={680}>
      {of.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}

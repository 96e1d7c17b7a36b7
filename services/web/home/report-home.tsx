import { Group, Stack, Text } from '@mantine/core';
import { IconCalendarTime, IconNotes } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import { formatDate, relativeDay, viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Panel } from '../components/panel.tsx';
import type { Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { SlotTimes } from '../components/slot-times.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { DuePanel } from '../conversation/due-panel.tsx';
import { dueWords } from '@throughline/contracts/pages/waiting-words.ts';
import { conversationQuery, fewConversationsQuery } from '../conversations/conversations-query.ts';
import { HandoverOffer } from '../handover/handover-offer.tsx';
import { OpenQuestion } from './open-question.tsx';
import { useKept } from './use-kept.ts';
import { ButtonLink } from '../components/button-link.tsx';

/** A report's own next conversation, and "did it take place?" while that is open. */
export function ReportHome({ person, now }: { person: Person; now: string }) {
  const query = useQuery(fewConversationsQuery({ scope: 'mine', state: 'open', pageSize: 5 }));
  const ofReport = query.data?.rows.filter(({ report }) => report.id === person.id) ?? [];
  const asked = useKept(ofReport.filter((row) => hasEnded({ row, now })).map(({ id }) => id));
  return (
    <Loaded query={query} rows={3}>
      {({ rows }) => {
        const own = rows.filter(({ report }) => report.id === person.id);
        const next = own.find((row) => !hasEnded({ row, now }));
        return (
          <Stack gap="xl">
            {asked.map((id) => (
              <OpenQuestion key={id} id={id} />
            ))}
            {next !== undefined && <Next conversation={next} now={now} timeZone={viewerZone(person)} />}
            {next !== undefined && <SoonerOffer id={next.id} />}
            {next !== undefined && <HandoverOffer conversationId={next.id} />}
            {own.length === 0 && asked.length === 0 && (
              <Section title="Your next conversation">
                <Text c="dimmed">Nothing is due. The next one appears here by itself, weeks ahead.</Text>
              </Section>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** Over, whether or not its outcome is being asked for already. */
function hasEnded({ row: { state, slot }, now }: { row: ConversationRow; now: string }): boolean {
  return state === 'awaiting_confirmation' || (slot !== null && Date.parse(slot.endsAt) <= Date.parse(now));
}

function Next({ conversation, now, timeZone }: { conversation: ConversationRow; now: string; timeZone: string }) {
  const { id, slot, manager, report, dueOn, waitingFor } = conversation;
  return (
    <Section title="Your next career conversation" aside={<StateBadge conversation={conversation} />}>
      <Panel>
        <Stack gap="md" align="flex-start">
          <div>
            <Text c="dimmed" size="sm" mb={4}>
              With {manager?.displayName ?? 'your manager'}
              {slot !== null && `, ${relativeDay({ instant: slot.startsAt, now, timeZone })}`}
            </Text>
            {slot === null ? (
              <Text>{dueWords(waitingFor).sentence}</Text>
            ) : (
              <SlotTimes slot={slot} people={[report, manager]} long />
            )}
            {slot === null && (
              <Text size="sm" c="dimmed">
                Best by <time dateTime={dueOn}>{formatDate(dueOn)}</time>
              </Text>
            )}
          </div>
          <Group>
            {slot !== null && (
              <ButtonLink
                to="/conversations/$id/agenda"
                params={{ id }}
                leftSection={<IconNotes size={18} aria-hidden />}
              >
                Open the agenda
              </ButtonLink>
            )}
            {waitingFor === 'calendar_unknown' && (
              <ButtonLink
                to="/times"
                search={{ conversation: id }}
                leftSection={<IconCalendarTime size={18} aria-hidden />}
              >
                Pick a time
              </ButtonLink>
            )}
            <ButtonLink to="/conversations/$id" params={{ id }} variant="default">
              Why this date, and having another
            </ButtonLink>
          </Group>
        </Stack>
      </Panel>
    </Section>
  );
}

/** Only to a report who said that the last one did not take place; everything else about the date is on its own page. */
function SoonerOffer({ id }: { id: string }) {
  const { data } = useQuery(conversationQuery(id));
  if (data === undefined || !(data.viewer.due?.offersSooner || data.viewer.due?.asked)) return null;
  return <DuePanel conversation={data} />;
}

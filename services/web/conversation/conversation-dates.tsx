import { SimpleGrid, Text } from '@mantine/core';
import type { ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import type { ReactNode } from 'react';
import { useSession } from '../app/session.ts';
import { formatDate, relativeDay, viewerZone } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { SlotTimes } from '../components/slot-times.tsx';
import { troubleInFull } from './calendar-trouble-words.ts';
import { outcomeWords } from './outcome-words.ts';
import { dueWords } from '@throughline/contracts/pages/waiting-words.ts';

/** When it is, by when it was best, and how it is known to have taken place. */
export function ConversationDates({ conversation }: { conversation: ConversationDetails }) {
  const { data: session } = useSession();
  const timeZone = viewerZone(session?.person ?? null);
  const { calendarTrouble: trouble, slot, state, waitingFor, dueOn, leadDays, report, manager } = conversation;
  const outcome = outcomeWords(conversation);
  return (
    <Panel>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Fact label="When">
          {slot === null ? (
            state === 'due' ? (
              dueWords(waitingFor).sentence
            ) : (
              'It has no date.'
            )
          ) : (
            <>
              <SlotTimes slot={slot} people={[report, manager]} long />
              {session !== undefined && (
                <Text size="sm" c="dimmed" mt={4}>
                  {relativeDay({ instant: slot.startsAt, now: session.now, timeZone: viewerZone(session.person) })}
                  {leadDays !== null && `; the invitation went out ${leadDays} days ahead`}
                </Text>
              )}
              {trouble !== null && (
                <Text size="sm" mt={6}>
                  {troubleInFull({ trouble, timeZone })}
                </Text>
              )}
            </>
          )}
        </Fact>
        <Fact label="Best by">
          <Text size="lg">
            <time dateTime={dueOn}>{formatDate(dueOn)}</time>
          </Text>
          <Text size="sm" c="dimmed">
            the whole day, where {report.displayName} is
          </Text>
        </Fact>
        {outcome !== null && <Fact label="Outcome">{outcome}</Fact>}
      </SimpleGrid>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed" mb={2}>
        {label}
      </Text>
      <Text component="div">{children}</Text>
    </div>
  );
}

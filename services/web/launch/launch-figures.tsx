import { List, SimpleGrid, Stack, Text } from '@mantine/core';
import type { LaunchReviewResponse } from '@throughline/contracts/pages/launch.ts';
import { formatDate } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { Section } from '../components/section.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { countText } from './launch-words.ts';

/** The few figures first, then whoever they are about. */
export function LaunchFigures({ review }: { review: LaunchReviewResponse }) {
  const { managers, conversations, firstInvitationOn, firstWave, leaders } = review;
  const waiting = managers.toConnect.count + managers.administratorFirst.count;
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <Figure label="Conversations" value={String(conversations)} note="open within minutes of the launch" />
        <Figure
          label="First invitation"
          value={firstInvitationOn === null ? 'none' : formatDate(firstInvitationOn)}
          note="at the earliest; where a calendar is connected"
        />
        <Figure
          label="Managers connected"
          value={`${managers.connected} of ${managers.connected + waiting}`}
          note={waiting === 0 ? 'all of them' : 'the others are asked first'}
        />
        <Figure
          label="Leaders’ own"
          value={String(leaders.conversations)}
          note={
            firstWave === null || leaders.lastDueOn === null
              ? 'nobody leads managers here'
              : `${firstWave.ofLeaders} of ${firstWave.due} in the first week with any due; the last by ${formatDate(leaders.lastDueOn)}`
          }
        />
      </SimpleGrid>
      <Section title="What stands in the way">
        <InTheWay review={review} />
      </Section>
      <Section
        title="Week by week"
        note="Invitations leave weeks ahead; a conversation is aimed at a week before it is due."
      >
        <StackingTable
          caption="Invitations and due dates by week"
          columns={['Week of', 'Invitations can leave', 'Fall due', 'Of leaders']}
          rows={review.weeks.map(({ startsOn, invitations, due, ofLeaders }) => ({
            key: startsOn,
            cells: [formatDate(startsOn), invitations, due, ofLeaders],
          }))}
        />
      </Section>
    </Stack>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <Panel>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={26} fw={650} lh={1.3}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    </Panel>
  );
}

function InTheWay({ review: { managers, withoutZone, withoutCommonHour } }: { review: LaunchReviewResponse }) {
  const { toConnect, administratorFirst } = managers;
  const nothing = [toConnect, administratorFirst, withoutZone, withoutCommonHour].every(({ count }) => count === 0);
  if (nothing) return <Text>Nothing: everybody can be booked.</Text>;
  return (
    <Stack gap="md">
      <Named
        all={toConnect}
        sentence={`${countText(toConnect.count, 'manager has', 'managers have')} not connected a calendar. They are asked at the launch; until then nothing is booked for their reports.`}
      />
      {administratorFirst.count > 0 && (
        <div>
          <Named
            all={administratorFirst}
            sentence={`${countText(administratorFirst.count, 'manager waits', 'managers wait')} for whoever administers the company’s calendars to allow connecting.`}
          />
          <TextLink to="/calendars">What they have to allow</TextLink>
        </div>
      )}
      <Named
        all={withoutZone}
        sentence={`Of ${countText(withoutZone.count, 'person', 'people')} no time zone is known: listed, not booked. HR, their calendar or they themselves can say it.`}
      />
      <Named
        all={{
          count: withoutCommonHour.count,
          some: withoutCommonHour.some.map(({ report, manager }) => ({
            id: report.id,
            displayName: `${report.displayName} with ${manager.displayName}`,
          })),
        }}
        sentence={`${countText(withoutCommonHour.count, 'pair has', 'pairs have')} no hour in which both are at work. A policy can allow fringe hours; else they pick a time themselves.`}
      />
    </Stack>
  );
}

/** A sentence with a number, and the people behind it a click away. */
function Named({ all: { count, some }, sentence }: { all: LaunchReviewResponse['withoutZone']; sentence: string }) {
  if (count === 0) return null;
  return (
    <div>
      <Text>{sentence}</Text>
      <details>
        <summary>Show who</summary>
        <List size="sm" mt={4}>
          {some.map(({ id, displayName }) => (
            <List.Item key={id}>{displayName}</List.Item>
          ))}
        </List>
        {count > some.length && <Text size="sm">… and {count - some.length} more.</Text>}
      </details>
    </div>
  );
}

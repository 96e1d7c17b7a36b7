import { Stack, Text } from '@mantine/core';
import type { CalendarsResponse, TroubledCalendar } from '@throughline/contracts/pages/calendars.ts';
import { useSession } from '../app/session.ts';
import { shortDay, viewerZone } from '../app/times.ts';
import { Section } from '../components/section.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { providerWords } from '../connection/provider-words.ts';

const columns = ['Person', 'Calendar', 'Since', 'Why', 'Dates in it', 'What happens next'] as const;

/** The calendars that are not kept true at present, with their ages. */
export function TroubledCalendars({ connected, troubled }: Pick<CalendarsResponse, 'connected' | 'troubled'>) {
  const { data: session } = useSession();
  const timeZone = viewerZone(session?.person ?? null);
  return (
    <Section title="Calendars that need attention">
      {troubled.length === 0 ? (
        <Text c="dimmed">
          {connected === 0
            ? 'Nobody has connected a calendar yet.'
            : 'None. Every connected calendar works and was read within the last day.'}
        </Text>
      ) : (
        <StackingTable
          caption="Calendars that need attention"
          columns={columns}
          rows={troubled.map((calendar) => ({
            key: calendar.connectionId,
            cells: [
              calendar.person.displayName,
              providerWords[calendar.provider].calendar,
              <Since key="since" calendar={calendar} timeZone={timeZone} />,
              calendar.why,
              calendar.booked,
              <Next key="next" calendar={calendar} timeZone={timeZone} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

type Cell = { readonly calendar: TroubledCalendar; readonly timeZone: string };

function Since({ calendar: { since, ageDays }, timeZone }: Cell) {
  return (
    <Stack gap={0}>
      <time dateTime={since}>{shortDay({ instant: since, timeZone })}</time>
      <Text size="sm" c="dimmed">
        {ageDays === 0 ? 'less than a day' : ageDays === 1 ? '1 day' : `${ageDays} days`}
      </Text>
    </Stack>
  );
}

function Next({ calendar: { next, mailedAt }, timeZone }: Cell) {
  return (
    <Stack gap={0}>
      <span>{next}</span>
      {mailedAt !== null && (
        <Text size="sm" c="dimmed">
          mailed {shortDay({ instant: mailedAt, timeZone })}
        </Text>
      )}
    </Stack>
  );
}

import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ConnectionHealth } from '../calendars/connection-health.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { NeedsADateList } from '../needs-a-date/needs-a-date-list.tsx';

/** HR's live list of who needs a date and why, with its filters in the address so that a view can be sent to somebody. */
export function NeedsADatePage() {
  return <PersonOnly>{(person) => <NeedsADate person={person} />}</PersonOnly>;
}

function NeedsADate({ person }: { person: Person }) {
  const filter = useSearch({ from: '/needs-a-date' });
  const navigate = useNavigate({ from: '/needs-a-date' });
  return (
    <Page
      title="Who needs a date"
      lead="Everybody whose conversation is due now or soon and has no date yet, as things stand. Most find theirs by themselves; here is where help would be welcome."
      width="lg"
    >
      <Stack gap={40}>
        <NeedsADateList
          filter={filter}
          viewer={person}
          onChange={(changed) =>
            void navigate({ search: { ...filter, ...changed }, replace: true, resetScroll: false })
          }
        />
        <ConnectionHealth />
      </Stack>
      <WhoSeesWhat>
        HR and administrators see this page: dates, states, and who was asked to help. Never what was said or what
        anybody answered.
      </WhoSeesWhat>
    </Page>
  );
}

import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '../calendars/calendars-queries.ts';
import { DomainPanel } from '../calendars/domain-panel.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';

/** Where the company's calendars are, and what its administrators have to allow before people are asked to connect. */
export function CalendarsPage() {
  return <PersonOnly>{() => <Calendars />}</PersonOnly>;
}

function Calendars() {
  const query = useQuery(calendarsQuery);
  return (
    <Page
      title="Calendars"
      lead="Where your people’s calendars are, and what somebody has to allow before they are asked to connect."
      width="sm"
    >
      <Loaded query={query} rows={3}>
        {({ domains, offered }) => (
          <Stack gap="md">
            {domains.map((domain) => (
              <DomainPanel key={domain.domain} domain={domain} offered={offered} />
            ))}
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR and administrators see this page. Allowing it opens nobody’s calendar: each person still connects their own.
      </WhoSeesWhat>
    </Page>
  );
}

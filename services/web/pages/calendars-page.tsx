import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '../calendars/calendars-queries.ts';
import { DomainPanel } from '../calendars/domain-panel.tsx';
import { TroubledCalendars } from '../calendars/troubled-calendars.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';

/** Which calendars do not work, where the company's are, and what its administrators have to allow first. */
export function CalendarsPage() {
  return <PersonOnly>{() => <Calendars />}</PersonOnly>;
}

function Calendars() {
  const query = useQuery(calendarsQuery);
  return (
    <Page
      title="Calendars"
      lead="Which calendars need attention, where your people’s are, and what somebody has to allow before they are asked to connect."
    >
      <Loaded query={query} rows={3}>
        {({ domains, offered, connected, troubled }) => (
          <Stack gap="xl">
            <TroubledCalendars connected={connected} troubled={troubled} />
            <Section title="Mail domains">
              <Stack gap="md" maw={720}>
                {domains.map((domain) => (
                  <DomainPanel key={domain.domain} domain={domain} offered={offered} />
                ))}
              </Stack>
            </Section>
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR and administrators see this page: who has a calendar that does not work, since when and why, and nothing of
        what is in it. Allowing it opens nobody’s calendar: each person still connects their own.
      </WhoSeesWhat>
    </Page>
  );
}

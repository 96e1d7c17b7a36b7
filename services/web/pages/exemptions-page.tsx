import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { ActingList } from '../exemptions/acting-list.tsx';
import { ExemptionList } from '../exemptions/exemption-list.tsx';
import { exemptionsQuery } from '../exemptions/exemptions-queries.ts';
import { NameActingManager } from '../exemptions/name-acting-manager.tsx';
import { StateExemption } from '../exemptions/state-exemption.tsx';
import { WaitingList } from '../exemptions/waiting-list.tsx';

/** Who is not asked, who stands in for whom, and whose conversation nobody holds. */
export function ExemptionsPage() {
  return <PersonOnly>{(person) => <Exemptions person={person} />}</PersonOnly>;
}

function Exemptions({ person }: { person: Person }) {
  const query = useQuery(exemptionsQuery);
  return (
    <Page
      title="Exemptions and stand-ins"
      lead="Who is not asked for a conversation for a while, and who holds those of a manager who is away. Everything here takes effect within minutes."
    >
      <Loaded query={query} rows={5}>
        {({ today, longestDays, exemptions, actingManagers, waiting }) => (
          <Stack gap={40}>
            <Section title="Waiting for somebody to hold them">
              <WaitingList waiting={waiting} timeZone={viewerZone(person)} />
            </Section>
            <Section title="Acting managers">
              <Stack>
                <ActingList actingManagers={actingManagers} />
                <NameActingManager today={today} />
              </Stack>
            </Section>
            <Section title="Exemptions">
              <Stack>
                <ExemptionList exemptions={exemptions} />
                <StateExemption today={today} longestDays={longestDays} />
              </Stack>
            </Section>
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR alone sees this page, administrators do not. Managers and reports see that somebody is not asked, never why.
        A hold is leave to everybody else: in states, words, mails, figures and the API. Who stands in is seen by the
        people whose conversations it is about.
      </WhoSeesWhat>
    </Page>
  );
}

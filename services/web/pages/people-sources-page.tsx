import { Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { peopleSourcesQuery } from '../people-sources/people-sources-queries.ts';
import { SignInPanel } from '../people-sources/sign-in-panel.tsx';
import { SourceList } from '../people-sources/source-list.tsx';

/** Where people come from, which system counts most, and where people sign in. */
export function PeopleSourcesPage() {
  return <PersonOnly>{(person) => <PeopleSources person={person} />}</PersonOnly>;
}

function PeopleSources({ person }: { person: Person }) {
  const query = useQuery(peopleSourcesQuery);
  return (
    <Page
      title="People sources"
      lead="HR systems that people are pulled from every night. Where two say something of the same person, what the higher one says stands."
    >
      <Loaded query={query} rows={4}>
        {({ sources, signIn }) => (
          <Stack gap={40}>
            <Section title="HR systems">
              {sources.length === 0 ? (
                <Text c="dimmed">
                  None is pulled from. <Code>throughline hr-source add</Code> takes one up; files and API clients need
                  nothing here.
                </Text>
              ) : (
                <SourceList sources={sources} timeZone={viewerZone(person)} />
              )}
            </Section>
            <Section title="Sign-in">
              <SignInPanel signIn={signIn} />
            </Section>
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR and administrators see this page, and nobody sees the credentials of an HR system. What a directory says of
        who is here stands before HR systems; what a file or an API client states holds until the next pull says
        otherwise. Who changed something here is on record.
      </WhoSeesWhat>
    </Page>
  );
}

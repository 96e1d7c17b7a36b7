import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Role } from '@throughline/contracts/pages/session.ts';
import { hasRole } from '../app/session.ts';
import { Loaded } from '../components/loaded.tsx';
import { Panel } from '../components/panel.tsx';
import { Section } from '../components/section.tsx';
import { CoverageHeadline } from '../coverage/coverage-headline.tsx';
import { coverageQuery } from '../coverage/coverage-query.ts';
import { weekWords } from '../coverage/share-words.ts';
import { TextLink } from '../components/text-link.tsx';

/** The headline for those who answer for more than their own conversations, and the ways on from it. */
export function LeaderHome({ roles }: { roles: readonly Role[] }) {
  const query = useQuery(coverageQuery());
  const seesEveryone = hasRole(roles, 'hr', 'administrator');
  return (
    <Section title="How it is going" note={query.data && `Figures of ${weekWords(query.data.iso_week)}.`}>
      <Stack gap="md">
        <Loaded query={query} rows={2}>
          {(dashboard) => (
            <Panel>
              <CoverageHeadline dashboard={dashboard} />
            </Panel>
          )}
        </Loaded>
        <Group gap="lg">
          <TextLink to="/coverage">Coverage by unit</TextLink>
          {seesEveryone && (
            <>
              <TextLink to="/conversations" search={{ scope: 'organization' }}>
                All conversations
              </TextLink>
            </>
          )}
        </Group>
      </Stack>
    </Section>
  );
}

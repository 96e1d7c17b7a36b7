import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { HandoverResponse } from '@throughline/contracts/pages/handover.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { HandoverForm } from '../handover/handover-form.tsx';
import { handoverPrompts } from '../handover/handover-prompts.ts';
import { handoverQuery } from '../handover/handover-queries.ts';

/** What a report wants a new manager to know, in their own words; for the two alone, and for the manager once released. */
export function HandoverPage() {
  return <PersonOnly>{(person) => <Handover key={person.id} />}</PersonOnly>;
}

function Handover() {
  const { id } = useParams({ from: '/conversations/$id/handover' });
  const query = useQuery(handoverQuery(id));
  return (
    <Page title="Handover card" lead={query.data && leadOf(query.data)} width="lg">
      <Loaded query={query} rows={6}>
        {(page) => (
          <>
            {page.side === 'report' ? <HandoverForm page={page} /> : <Shared page={page} />}
            <WhoSeesWhat>{page.whoSeesWhat}</WhoSeesWhat>
            <TextLink to="/conversations/$id" params={{ id }} size="sm" w="fit-content">
              Back to the conversation
            </TextLink>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function leadOf({ side, author, reader }: HandoverResponse): string {
  return side === 'report'
    ? `You have a new manager. If you like, tell ${reader.displayName} in your own words what should not be lost. Nobody expects it.`
    : `In ${author.displayName}’s own words.`;
}

function Shared({ page: { card } }: { page: HandoverResponse }) {
  return (
    <Stack gap="xl" maw={720}>
      {handoverPrompts
        .filter(({ key }) => card[key].trim() !== '')
        .map(({ key, label }) => (
          <Section key={key} title={label}>
            <Text style={{ whiteSpace: 'pre-wrap' }}>{card[key]}</Text>
          </Section>
        ))}
    </Stack>
  );
}

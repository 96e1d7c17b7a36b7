import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PoliciesResponse } from '@throughline/contracts/pages/policies.ts';
import { useState } from 'react';
import { viewerZone } from '../app/times.ts';
import { ButtonLink } from '../components/button-link.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { DraftPolicy } from '../policies/draft-policy.tsx';
import { policiesQuery } from '../policies/policies-queries.ts';
import { StandingPolicies } from '../policies/standing-policies.tsx';

/** In place of a key; no policy can have it for its own. */
const newPolicy = '*';

/** What the organisation asks of whom, and a workshop for changing it. */
export function PoliciesPage() {
  return <PersonOnly>{(person) => <Policies key={person.id} person={person} />}</PersonOnly>;
}

function Policies({ person }: { person: Person }) {
  const query = useQuery(policiesQuery);
  const { draft } = useSearch({ from: '/policies' });
  return (
    <Page
      title="Policies"
      width="lg"
      lead="What the organisation asks of whom. A change is tried before it acts: who would be due when, and what it asks of each manager."
      aside={
        draft === undefined && (
          <ButtonLink to="/policies" search={{ draft: newPolicy }}>
            Draft a new policy
          </ButtonLink>
        )
      }
    >
      <Loaded query={query} rows={6}>
        {(page) => <Workshop page={page} person={person} draft={draft} />}
      </Loaded>
      <WhoSeesWhat>
        HR and administrators see this page. A draft is kept in your browser alone, and a file you try it on is read
        once and not kept. Once published, people see why they are due on their own conversation.
      </WhoSeesWhat>
    </Page>
  );
}

function Workshop({ page, person, draft }: { page: PoliciesResponse; person: Person; draft: string | undefined }) {
  const navigate = useNavigate({ from: '/policies' });
  const [published, setPublished] = useState<string | null>(null);
  const standing = page.policies.find(({ key }) => key === draft) ?? null;
  const defaults = page.defaults;
  if (draft === undefined || (standing === null && draft !== newPolicy))
    return (
      <Stack>
        {published !== null && (
          <Alert color="pine" variant="light" role="status" title={published}>
            It acts from now on. Conversations that are open keep their due dates.
          </Alert>
        )}
        <StandingPolicies policies={page.policies} timeZone={viewerZone(person)} />
      </Stack>
    );
  const title = standing === null ? 'A new policy' : `A change to ${standing.name}, after version ${standing.version}`;
  return (
    <Section title={title} aside={<TextLink to="/policies">All policies</TextLink>}>
      <DraftPolicy
        key={draft}
        standing={standing}
        defaults={defaults}
        audiences={page.audiences}
        kept={`${person.id}.${draft}`}
        onPublished={(version) => {
          setPublished(`Version ${version} is published`);
          void navigate({ search: {} });
        }}
      />
    </Section>
  );
}

import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ApiKeyOnPage, ApiKeysResponse } from '@throughline/contracts/pages/api-keys.ts';
import { useRef, useState } from 'react';
import { apiKeysQuery } from '../api-keys/api-keys-queries.ts';
import { blankForm, CreateKey, type Form } from '../api-keys/create-key.tsx';
import { KeyList } from '../api-keys/key-list.tsx';
import { viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';

/** Which systems may call the API, with what, and how a key takes another's place. */
export function ApiKeysPage() {
  return <PersonOnly>{(person) => <ApiKeys person={person} />}</PersonOnly>;
}

function ApiKeys({ person }: { person: Person }) {
  const query = useQuery(apiKeysQuery);
  return (
    <Page
      title="API keys"
      lead="An HR system or a directory calls with a key. Two can be good at once: make the next, put it in place, then revoke the former."
    >
      <Loaded query={query} rows={4}>
        {(page) => <Keys page={page} timeZone={viewerZone(person)} />}
      </Loaded>
      <WhoSeesWhat>
        Administrators see this page; who made or revoked a key is on record. A key reads dates and states, never what
        is said. What each call does is told in <Anchor href="/docs">the API’s description</Anchor>.
      </WhoSeesWhat>
    </Page>
  );
}

function Keys({ page: { keys, scopes, now }, timeZone }: { page: ApiKeysResponse; timeZone: string }) {
  const [form, setForm] = useState<{ readonly begin: Form; readonly of: string }>({ begin: blankForm, of: '' });
  const below = useRef<HTMLDivElement>(null);
  const good = keys.filter(({ state }) => state === 'good');
  const past = keys.filter(({ state }) => state !== 'good');
  const replace = (key: ApiKeyOnPage) => {
    setForm({ begin: { ...blankForm, name: key.name, scopes: [...key.scopes] }, of: key.id });
    below.current?.focus();
    below.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <Stack gap={40}>
      <Section title="Good keys">
        {good.length === 0 ? (
          <Text c="dimmed">No system can call yet. Make a key for the one that is to.</Text>
        ) : (
          <KeyList caption="Good keys" keys={good} timeZone={timeZone} onReplace={replace} />
        )}
      </Section>
      <div ref={below} tabIndex={-1}>
        <Section title="Make a key">
          <CreateKey key={form.of} scopes={scopes} now={now} begin={form.begin} />
        </Section>
      </div>
      {past.length > 0 && (
        <Section title="Good for nothing any more">
          <KeyList caption="Keys that are good for nothing any more" keys={past} timeZone={timeZone} />
        </Section>
      )}
    </Stack>
  );
}

import { Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationFilters } from './conversations-query.ts';

type Scope = ConversationFilters['scope'];

const scopeWords: Readonly<Record<Scope, string>> = {
  mine: 'Mine',
  my_reports: 'My reports',
  organization: 'Everyone',
};

const stateChoices = [
  { value: 'open', label: 'Open' },
  { value: 'needs_a_date', label: 'No date yet' },
  { value: 'booked', label: 'Booked' },
  { value: 'awaiting_confirmation', label: 'Waiting for a word' },
  { value: 'ended', label: 'Done' },
  { value: 'held', label: 'Held' },
  { value: 'unconfirmed', label: 'Not confirmed' },
  { value: 'all', label: 'All' },
];

/** What HR alone has a list of. */
const forEveryone = [{ value: 'past_longest_gap', label: 'Past the longest gap' }];

const typingPause = 300;

export function ConversationFilterBar({
  scopes,
  filters,
  onChange,
}: {
  scopes: readonly Scope[];
  filters: ConversationFilters;
  onChange: (changed: { scope?: Scope; state?: string | undefined; search?: string | undefined }) => void;
}) {
  const [typed, setTyped] = useState(filters.search ?? '');
  const searchLater = useDebouncedCallback(
    (text: string) => onChange({ search: text.trim() === '' ? undefined : text.trim() }),
    typingPause,
  );
  return (
    <Group component="search" align="flex-end" gap="md">
      {scopes.length > 1 && (
        <SegmentedControl
          aria-label="Whose conversations"
          data={scopes.map((scope) => ({ value: scope, label: scopeWords[scope] }))}
          value={filters.scope}
          onChange={(scope) => onChange({ scope, state: undefined, search: undefined })}
        />
      )}
      <NativeSelect
        label="State"
        data={filters.scope === 'organization' ? [...stateChoices, ...forEveryone] : stateChoices}
        value={filters.state ?? 'all'}
        onChange={({ currentTarget }) => onChange({ state: currentTarget.value })}
        w={{ base: '100%', xs: 190 }}
      />
      {filters.scope !== 'mine' && (
        <TextInput
          label="Name"
          type="search"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            searchLater(currentTarget.value);
          }}
          w={{ base: '100%', xs: 240 }}
        />
      )}
    </Group>
  );
}

import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { needsDateReason, needsDateReasons, type NeedsADateFilter } from '@throughline/contracts/pages/needs-a-date.ts';
import { needsADateWords } from '@throughline/contracts/pages/needs-a-date-words.ts';
import type { NeedsADateResponse } from '@throughline/contracts/pages/needs-a-date.ts';
import { useState } from 'react';

type Choices = Extract<NeedsADateResponse, { kind: 'people' }>['choices'];

const typingPause = 300;
const width = { base: '100%', xs: 220 };

/** What narrows the list; all of it stands in the address. */
export function NeedsADateFilterBar({
  filter,
  choices,
  onChange,
}: {
  filter: NeedsADateFilter;
  /** Null until they are known. */
  choices: Choices;
  onChange: (changed: NeedsADateFilter) => void;
}) {
  const [typed, setTyped] = useState(filter.search ?? '');
  const searchLater = useDebouncedCallback(
    (text: string) => onChange({ search: text.trim() || undefined }),
    typingPause,
  );
  const managers = choices?.managers.map(({ id, displayName }) => ({ value: id, label: displayName })) ?? [];
  const groups = choices?.groups.map((name) => ({ value: name, label: name })) ?? [];
  return (
    <Group component="search" align="flex-end" gap="md" className="no-print">
      <NativeSelect
        label="Why"
        data={[
          { value: '', label: 'Any reason' },
          ...needsDateReasons.map((reason) => ({ value: reason, label: needsADateWords(reason).short })),
        ]}
        value={filter.reason ?? ''}
        onChange={({ currentTarget }) => onChange({ reason: needsDateReason.safeParse(currentTarget.value).data })}
        w={width}
      />
      <NativeSelect
        label="Group"
        data={[{ value: '', label: 'Any group' }, ...withChosen(groups, filter.group)]}
        value={filter.group ?? ''}
        onChange={({ currentTarget }) => onChange({ group: currentTarget.value || undefined })}
        w={width}
      />
      <NativeSelect
        label="Manager"
        data={[{ value: '', label: 'Any manager' }, ...withChosen(managers, filter.manager)]}
        value={filter.manager ?? ''}
        onChange={({ currentTarget }) => onChange({ manager: currentTarget.value || undefined })}
        w={width}
      />
      <TextInput
        label="Name"
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          searchLater(currentTarget.value);
        }}
        w={width}
      />
      {Object.values(filter).some(Boolean) && (
        <Button
          variant="subtle"
          onClick={() => {
            setTyped('');
            onChange({ reason: undefined, group: undefined, manager: undefined, search: undefined });
          }}
        >
          Everybody
        </Button>
      )}
    </Group>
  );
}

type Choice = { readonly value: string; readonly label: string };

/** What was chosen stays choosable once nobody there needs a date any more. */
function withChosen(choices: readonly Choice[], chosen: string | undefined): readonly Choice[] {
  if (chosen === undefined || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: 'The one in the address' }];
}

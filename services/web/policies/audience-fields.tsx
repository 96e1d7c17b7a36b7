import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import type { PoliciesResponse } from '@throughline/contracts/pages/policies.ts';
import type { Audience } from './policy-words.ts';

const kinds = ['everyone', 'country', 'level', 'group'] as const;
const kindWords = { everyone: 'Everyone', country: 'A country or region', level: 'A level', group: 'A group' } as const;

/** A new policy's name, and whom it is for. */
export function AudienceFields({
  name,
  audience,
  audiences,
  nameError,
  audienceError,
  onChange,
}: {
  name: string;
  audience: Audience;
  audiences: PoliciesResponse['audiences'];
  nameError: string | null;
  audienceError: string | null;
  onChange: (part: { name?: string; audience?: Audience }) => void;
}) {
  const options = { everyone: [], country: audiences.countries, level: audiences.levels, group: audiences.groups };
  const kind = kinds.find((one) => one === audience.kind) ?? 'everyone';
  const value = audience.group ?? audience.level ?? audience.country ?? '';
  const choose = (next: (typeof kinds)[number], chosen: string): void =>
    onChange({ audience: next === 'everyone' ? { kind: next } : { kind: next, [next]: chosen } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <TextInput
        label="Name"
        value={name}
        maxLength={200}
        error={nameError}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <NativeSelect
        label="For"
        value={kind}
        data={kinds.map((one) => ({ value: one, label: kindWords[one] }))}
        onChange={({ currentTarget }) => {
          const next = kinds.find((one) => one === currentTarget.value) ?? 'everyone';
          choose(next, options[next][0] ?? '');
        }}
      />
      {kind !== 'everyone' && (
        <NativeSelect
          label="Which"
          value={value}
          error={audienceError}
          data={[{ value: '', label: 'Choose one' }, ...options[kind].map((one) => ({ value: one, label: one }))]}
          onChange={({ currentTarget }) => choose(kind, currentTarget.value)}
        />
      )}
    </SimpleGrid>
  );
}

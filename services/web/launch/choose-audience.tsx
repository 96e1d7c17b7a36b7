import { Autocomplete, Group, NativeSelect } from '@mantine/core';
import type { LaunchAudience, LaunchResponse } from '@throughline/contracts/pages/launch.ts';
import { PersonField } from '../exemptions/person-field.tsx';
import { launchPeopleQuery } from './launch-queries.ts';
import { audienceKinds } from './launch-words.ts';

/** Everyone, or whom a pilot is for. */
export function ChooseAudience({
  choices,
  audience,
  onChange,
}: {
  choices: LaunchResponse['choices'];
  audience: LaunchAudience;
  onChange: (next: LaunchAudience) => void;
}) {
  const { kind, value } = audience;
  const setValue = (next: string) => onChange({ kind, value: next });
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label="For whom"
        value={kind}
        data={[...audienceKinds]}
        onChange={({ currentTarget }) => {
          const next = audienceKinds.find((one) => one.value === currentTarget.value)?.value ?? 'everyone';
          onChange({ kind: next, value: '' });
        }}
      />
      {kind === 'person' && (
        <PersonField label="Whose conversation" value={value} find={launchPeopleQuery} onChange={setValue} />
      )}
      {kind === 'group' && <Choice label="Group" options={choices.groups} value={value} onChange={setValue} />}
      {kind === 'level' && <Choice label="Level" options={choices.levels} value={value} onChange={setValue} />}
      {kind === 'country' && <Choice label="Country" options={choices.countries} value={value} onChange={setValue} />}
    </Group>
  );
}

function Choice({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly string[];
  value: string;
  onChange: (next: string) => void;
}) {
  return (
    <Autocomplete
      label={label}
      required
      autoComplete="off"
      data={[...options]}
      limit={50}
      value={value}
      onChange={onChange}
    />
  );
}

import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { launchPeopleQuery } from '../launch/launch-queries.ts';
import { peopleQuery } from './exemptions-queries.ts';

/** Somebody by work address; part of a name or address suggests whom. */
export function PersonField({
  label,
  description,
  required = true,
  value,
  find = peopleQuery,
  onChange,
}: {
  label: string;
  description?: string;
  required?: boolean;
  value: string;
  /** Who is suggested, for pages that HR alone does not see. */
  find?: typeof peopleQuery | typeof launchPeopleQuery;
  onChange: (workEmail: string) => void;
}) {
  const [search] = useDebouncedValue(value, 200);
  const { data } = useQuery(find(search));
  const people = data?.people ?? [];
  const nameOf = new Map(people.map(({ workEmail, displayName }) => [workEmail, displayName]));
  return (
    <Autocomplete
      label={label}
      {...(description === undefined ? {} : { description })}
      required={required}
      type="text"
      autoComplete="off"
      value={value}
      onChange={onChange}
      data={people.map(({ workEmail }) => workEmail)}
      filter={({ options }) => options}
      renderOption={({ option }) => `${nameOf.get(option.value) ?? ''} (${option.value})`}
    />
  );
}

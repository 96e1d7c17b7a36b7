import { TextInput } from '@mantine/core';

/** A calendar day, typed or picked as the browser lets one. */
export function DayField({
  label,
  description,
  required = true,
  value,
  onChange,
}: {
  label: string;
  description?: string;
  required?: boolean;
  value: string;
  onChange: (day: string) => void;
}) {
  return (
    <TextInput
      type="date"
      label={label}
      {...(description === undefined ? {} : { description })}
      required={required}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

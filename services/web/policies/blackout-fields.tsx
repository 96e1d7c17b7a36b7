import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { DayField } from '../exemptions/day-field.tsx';
import type { Rules } from './policy-words.ts';

type Blackout = Rules['blackouts'][number];

/** Days on which none takes place, such as the weeks of the review cycle. */
export function BlackoutFields({
  blackouts,
  error,
  onChange,
}: {
  blackouts: readonly Blackout[];
  error: string | null;
  onChange: (next: readonly Blackout[]) => void;
}) {
  const set = (at: number, part: Partial<Blackout>) =>
    onChange(blackouts.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Fieldset legend="Days without conversations" radius="md">
      <Stack gap="sm">
        {blackouts.length === 0 && (
          <Text size="sm" c="dimmed">
            None. Public holidays are known by country and need no entry.
          </Text>
        )}
        {blackouts.map(({ from, to, label }, at) => (
          <Group key={at} align="flex-end" gap="sm">
            <DayField label="First day" value={from} onChange={(day) => set(at, { from: day })} />
            <DayField label="Last day" value={to} onChange={(day) => set(at, { to: day })} />
            <TextInput
              label="What it is"
              value={label}
              maxLength={200}
              onChange={({ currentTarget }) => set(at, { label: currentTarget.value })}
            />
            <Button
              variant="default"
              aria-label={`Remove ${label || 'these days'}`}
              onClick={() => onChange(blackouts.filter((_one, index) => index !== at))}
            >
              Remove
            </Button>
          </Group>
        ))}
        {error !== null && (
          <Text size="sm" fw={600} role="alert">
            {error}
          </Text>
        )}
        <Button
          variant="default"
          w="fit-content"
          size="xs"
          onClick={() => onChange([...blackouts, { from: '', to: '', label: '' }])}
        >
          Add days
        </Button>
      </Stack>
    </Fieldset>
  );
}

import { Button, Fieldset, Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { stepOccasions, stepPeople, type Step } from './policy-words.ts';

const people = Object.keys(stepPeople) as readonly Step['who'][];
const occasions = Object.keys(stepOccasions) as readonly Step['when'][];

/** Who is asked to help when one slips, the closest first. */
export function StepFields({
  steps,
  error,
  onChange,
}: {
  steps: readonly Step[];
  error: string | null;
  onChange: (next: readonly Step[]) => void;
}) {
  const set = (at: number, part: Partial<Step>) =>
    onChange(steps.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Fieldset legend="Who is asked to help when one slips" radius="md">
      <Stack gap="sm">
        {steps.length === 0 && (
          <Text size="sm" c="dimmed">
            Nobody.
          </Text>
        )}
        {steps.map((step, at) => (
          <Group key={at} align="flex-end" gap="sm">
            <NativeSelect
              aria-label={`Step ${at + 1}: who`}
              value={step.who}
              data={people.map((value) => ({ value, label: stepPeople[value] }))}
              onChange={({ currentTarget }) =>
                set(at, { who: people.find((one) => one === currentTarget.value) ?? step.who })
              }
            />
            <NumberInput
              aria-label={`Step ${at + 1}: days`}
              w={80}
              hideControls
              allowDecimal={false}
              value={step.days}
              onChange={(days) => set(at, { days: typeof days === 'number' ? days : 0 })}
            />
            <NativeSelect
              aria-label={`Step ${at + 1}: when`}
              flex={1}
              miw={220}
              value={step.when}
              data={occasions.map((value) => ({ value, label: stepOccasions[value] }))}
              onChange={({ currentTarget }) =>
                set(at, { when: occasions.find((one) => one === currentTarget.value) ?? step.when })
              }
            />
            <Button
              variant="default"
              aria-label={`Remove step ${at + 1}`}
              onClick={() => onChange(steps.filter((_one, index) => index !== at))}
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
          onClick={() => onChange([...steps, { who: 'hr', when: 'due_without_a_date', days: 28 }])}
        >
          Add a step
        </Button>
      </Stack>
    </Fieldset>
  );
}

import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { PulseAnswer } from '@throughline/contracts/pages/answers.ts';
import { useId } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';

const choices: readonly { readonly answer: PulseAnswer; readonly label: string }[] = [
  { answer: 'yes', label: 'Yes' },
  { answer: 'partly', label: 'Partly' },
  { answer: 'no', label: 'No' },
  { answer: 'rather_not_say', label: 'Rather not say' },
];

/** One question about what it was like, to whoever it was for; never asked again about the same conversation. */
export function PulseQuestion({ tell }: { tell: (answer: PulseAnswer) => Promise<{ sentence: string }> }) {
  const id = useId();
  const told = useMutation({ mutationFn: tell });
  return (
    <Stack gap="xs" mt="lg">
      <Text fw={550} id={id}>
        Was it about what you want?
      </Text>
      {told.data === undefined && (
        <>
          <Group gap="sm" role="group" aria-labelledby={id}>
            {choices.map(({ answer, label }) => (
              <Button
                key={answer}
                variant="default"
                loading={told.isPending && told.variables === answer}
                disabled={told.isPending && told.variables !== answer}
                onClick={() => told.mutate(answer)}
              >
                {label}
              </Button>
            ))}
          </Group>
          <Text size="sm" c="dimmed" maw={620}>
            If you like. It is added to the count of many people’s answers and shown only as that, after the quarter has
            ended. Who said what is kept nowhere, so it cannot be changed afterwards.
          </Text>
        </>
      )}
      <div role="status" aria-live="polite">
        {told.data !== undefined && <Text size="sm">{told.data.sentence}</Text>}
      </div>
      {told.error !== null && <ProblemAlert error={told.error} />}
    </Stack>
  );
}

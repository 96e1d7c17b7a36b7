import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { ProblemAlert } from '../components/problem-alert.tsx';

export type Answer = 'happened' | 'did_not_happen';

const choices: readonly { readonly answer: Answer; readonly label: string }[] = [
  { answer: 'happened', label: 'It took place' },
  { answer: 'did_not_happen', label: 'It did not' },
];

/** Two buttons that can be pressed again; the answer given stays marked. */
export function AnswerButtons({
  given,
  suggested = null,
  pending,
  result,
  error,
  onAnswer,
}: {
  given: Answer | null;
  /** The button of the mail that led here: only marked, never pressed by itself. */
  suggested?: Answer | null;
  pending: Answer | null;
  result: string | null;
  error: Error | null;
  onAnswer: (answer: Answer) => void;
}) {
  const marked = given ?? suggested ?? 'happened';
  return (
    <Stack gap={0}>
      <Group gap="sm">
        {choices.map(({ answer, label }) => (
          <Button
            key={answer}
            size="md"
            variant={answer === marked ? 'filled' : 'default'}
            aria-pressed={given === answer}
            leftSection={given === answer ? <IconCheck size={18} aria-hidden /> : null}
            loading={pending === answer}
            disabled={pending !== null && pending !== answer}
            onClick={() => onAnswer(answer)}
          >
            {label}
          </Button>
        ))}
      </Group>
      <div role="status" aria-live="polite">
        {result !== null && (
          <Text size="sm" mt="sm">
            {result}
          </Text>
        )}
        {result === null && given !== null && (
          <Text size="sm" c="dimmed" mt="sm">
            You answered: {given === 'happened' ? 'it took place' : 'it did not'}. You can still change it.
          </Text>
        )}
      </div>
      {error !== null && <ProblemAlert error={error} />}
    </Stack>
  );
}

import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { AnswerKind, suggestedAnswers } from '@throughline/contracts/pages/answers.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** An answer, or where to say that the two moved it. */
export type Choice = (typeof suggestedAnswers)[number];

const choices: readonly { readonly choice: Choice; readonly label: string; readonly said: string }[] = [
  { choice: 'happened', label: 'It took place', said: 'it took place' },
  { choice: 'did_not_happen', label: 'It did not', said: 'it did not' },
  { choice: 'moved', label: 'We moved it …', said: '' },
  {
    choice: 'folded_into_one_on_one',
    label: 'It was part of our 1:1',
    said: 'it was part of your 1:1',
  },
];

/** Buttons that can be pressed again; the answer given stays marked. */
export function AnswerButtons({
  given,
  suggested = null,
  mayMove,
  isMoving,
  movingId,
  pending,
  result,
  error,
  onAnswer,
  onMoving,
}: {
  given: AnswerKind | null;
  /** The button of the mail that led here: only marked, never pressed by itself. */
  suggested?: Choice | null;
  mayMove: boolean;
  /** Whether the place to say when is open; `movingId` is its id. */
  isMoving: boolean;
  movingId: string;
  pending: AnswerKind | null;
  result: string | null;
  error: Error | null;
  onAnswer: (answer: AnswerKind) => void;
  onMoving: () => void;
}) {
  const marked = isMoving ? 'moved' : (given ?? suggested ?? 'happened');
  return (
    <Stack gap={0}>
      <Group gap="sm">
        {choices.map(({ choice, label }) => {
          const looks = {
            key: choice,
            size: 'md',
            variant: choice === marked ? 'filled' : 'default',
          } as const;
          if (choice === 'moved') {
            return mayMove ? (
              <Button {...looks} key={choice} aria-expanded={isMoving} aria-controls={movingId} onClick={onMoving}>
                {label}
              </Button>
            ) : null;
          }
          return (
            <Button
              {...looks}
              key={choice}
              aria-pressed={given === choice}
              leftSection={given === choice ? <IconCheck size={18} aria-hidden /> : null}
              loading={pending === choice}
              disabled={pending !== null && pending !== choice}
              onClick={() => onAnswer(choice)}
            >
              {label}
            </Button>
          );
        })}
      </Group>
      <div role="status" aria-live="polite">
        {result !== null && (
          <Text size="sm" mt="sm" maw={620}>
            {result}
          </Text>
        )}
        {result === null && given !== null && (
          <Text size="sm" c="dimmed" mt="sm">
            You answered: {choices.find(({ choice }) => choice === given)?.said}. You can still change it.
          </Text>
        )}
      </div>
      {error !== null && <ProblemAlert error={error} />}
    </Stack>
  );
}

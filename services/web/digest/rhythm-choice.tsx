import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { MailRhythm } from '@throughline/contracts/pages/mail-rhythm.ts';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { rhythmWords, savedWords } from './rhythm-words.ts';

/** How often a mail comes: chosen, saved by a button, and taken back by another. */
export function RhythmChoice({
  label,
  rhythm,
  offered,
  save,
}: {
  label: string;
  rhythm: MailRhythm;
  offered: readonly MailRhythm[];
  save: Pick<UseMutationResult<unknown, Error, MailRhythm>, 'mutate' | 'isPending' | 'isSuccess' | 'error'>;
}) {
  const [chosen, setChosen] = useState(rhythm);
  const [before, setBefore] = useState<MailRhythm | null>(null);
  const set = (next: MailRhythm) => {
    setBefore(next === before ? null : rhythm);
    setChosen(next);
    save.mutate(next);
  };
  return (
    <Stack align="flex-start" gap="md">
      <Radio.Group label={label} value={chosen} onChange={(value) => setChosen(value as MailRhythm)}>
        <Stack gap="xs" mt="xs">
          {offered.map((each) => (
            <Radio key={each} value={each} label={rhythmWords[each]} />
          ))}
        </Stack>
      </Radio.Group>
      <Group>
        <Button loading={save.isPending} disabled={chosen === rhythm} onClick={() => set(chosen)}>
          Save
        </Button>
        {save.isSuccess && before !== null && (
          <Button variant="default" loading={save.isPending} onClick={() => set(before)}>
            Undo
          </Button>
        )}
      </Group>
      <Text size="sm" role="status" aria-live="polite">
        {save.isSuccess ? `Saved. ${savedWords[rhythm]}` : ''}
      </Text>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </Stack>
  );
}

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MovedTimesResponse, MoveResponse } from '@throughline/contracts/pages/answers.ts';
import { useState } from 'react';
import { formatSlot, zoneName } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** "We moved it to …": a day, perhaps a time, then the times both have. It moves only once one of them is picked. */
export function MovedForm({
  timesAt,
  moveTo,
  timeZone,
  onMoved,
}: {
  timesAt: (asked: { day: string; time: string | null }) => Promise<MovedTimesResponse>;
  moveTo: (startsAt: string) => Promise<MoveResponse>;
  timeZone: string;
  onMoved: (sentence: string) => void;
}) {
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const look = useMutation({ mutationFn: timesAt, onMutate: () => move.reset() });
  const move = useMutation({
    mutationFn: moveTo,
    onSuccess: ({ outcome, sentence }) => {
      if (outcome === 'moved') onMoved(sentence);
      else look.reset();
    },
  });
  return (
    <Stack gap="md" mt="lg" maw={620}>
      <Text size="sm">
        This one is seen by others: the event moves in both calendars, and its history says that you moved it. Where did
        you move it to?
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          look.mutate({ day, time: time === '' ? null : time });
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            type="date"
            label="Day"
            required
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <TextInput
            type="time"
            label="Time, if you know it"
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
          <Button type="submit" loading={look.isPending}>
            See what you both have
          </Button>
        </Group>
        <Text size="sm" c="dimmed" mt={6}>
          On your clock: {zoneName(timeZone)}. From tomorrow on.
        </Text>
      </form>
      <div role="status" aria-live="polite">
        {move.data !== undefined && <Text>{move.data.sentence}</Text>}
        {move.data === undefined && look.data !== undefined && <Text>{look.data.sentence}</Text>}
      </div>
      {move.data?.outcome !== 'moved' && look.data !== undefined && look.data.slots.length > 0 && (
        // Safari's VoiceOver takes a list without bullets for none at all.
        <Stack component="ul" role="list" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {look.data.slots.map((slot) => (
            <li key={slot.startsAt}>
              <Button
                variant="default"
                h="auto"
                py={8}
                styles={{ label: { whiteSpace: 'normal' } }}
                loading={move.isPending && move.variables === slot.startsAt}
                disabled={move.isPending && move.variables !== slot.startsAt}
                onClick={() => move.mutate(slot.startsAt)}
              >
                Move it to {formatSlot({ slot, timeZone })}
              </Button>
            </li>
          ))}
        </Stack>
      )}
      {look.error !== null && <ProblemAlert error={look.error} />}
      {move.error !== null && <ProblemAlert error={move.error} />}
    </Stack>
  );
}

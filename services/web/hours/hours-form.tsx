import { ActionIcon, Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { hoursResponse, type HoursResponse, type WorkingWeek } from '@throughline/contracts/pages/hours.ts';
import { useState, type FormEvent } from 'react';
import { send } from '../app/api.ts';
import { zoneName } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { hoursKey, weekdayNames, weekFromWords, zoneFromWords } from './hours-words.ts';

const zones = Intl.supportedValuesOf('timeZone');
const newSpan = { from: '09:00', to: '17:00' };

/** A week of stretches per day, and a zone. */
export function HoursForm({ hours }: { hours: HoursResponse }) {
  const [week, setWeek] = useState(hours.week);
  const [timeZone, setTimeZone] = useState(hours.timeZone ?? '');
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (said: { week: WorkingWeek | null; timeZone: string | null }) =>
      send('PUT', '/api/hours', { body: said, schema: hoursResponse }),
    onSuccess: (holds) => {
      queryClient.setQueryData(hoursKey, holds);
      setWeek(holds.week);
      setTimeZone(holds.timeZone ?? '');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const zone = timeZone.trim() === '' ? null : timeZone.trim();
    // What somebody leaves as HR or the calendar has it goes on following them.
    const keepsWeek = hours.weekFrom !== 'you' && JSON.stringify(week) === JSON.stringify(hours.week);
    const keepsZone = hours.timeZoneFrom !== 'you' && zone === hours.timeZone;
    save.mutate({ week: keepsWeek ? null : week, timeZone: keepsZone ? null : zone });
  };
  const setDay = (day: number, spans: WorkingWeek[number]) => setWeek((before) => before.with(day, spans));
  return (
    <form onSubmit={submit} aria-label="Working hours">
      <Stack gap="xl" maw={640}>
        <Section title="Hours" note={weekFromWords[hours.weekFrom]}>
          <Panel>
            <Stack gap="md">
              {weekdayNames.map((name, day) => (
                <Day key={name} name={name} spans={week[day] ?? []} change={(spans) => setDay(day, spans)} />
              ))}
            </Stack>
          </Panel>
        </Section>
        <Section title="Time zone" note={zoneFromWords[hours.timeZoneFrom]}>
          <Autocomplete
            aria-label="Time zone"
            description={zones.includes(timeZone) ? zoneName(timeZone) : 'Like Europe/Berlin'}
            data={zones}
            limit={20}
            value={timeZone}
            onChange={setTimeZone}
          />
        </Section>
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
          {(hours.weekFrom === 'you' || hours.timeZoneFrom === 'you') && (
            <Button variant="default" onClick={() => save.mutate({ week: null, timeZone: null })}>
              Go by HR or my calendar again
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status" aria-live="polite">
            {save.isSuccess ? 'Saved.' : ''}
          </Text>
        </Group>
        {save.isError && <ProblemAlert error={save.error} />}
      </Stack>
    </form>
  );
}

function Day({
  name,
  spans,
  change,
}: {
  name: string;
  spans: WorkingWeek[number];
  change: (spans: WorkingWeek[number]) => void;
}) {
  return (
    <Group align="flex-start" gap="sm" role="group" aria-label={name}>
      <Text w={104} pt={6}>
        {name}
      </Text>
      <Stack gap="xs">
        {spans.length === 0 && (
          <Text c="dimmed" pt={6}>
            Not at work
          </Text>
        )}
        {spans.map((span, index) => (
          <Group key={index} gap={6}>
            <Time
              label={`${name}, from`}
              value={span.from}
              onChange={(from) => change(spans.with(index, { ...span, from }))}
            />
            <Text aria-hidden>to</Text>
            <Time label={`${name}, to`} value={span.to} onChange={(to) => change(spans.with(index, { ...span, to }))} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take ${span.from} to ${span.to} out of ${name}`}
              onClick={() => change(spans.toSpliced(index, 1))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      {spans.length < 4 && (
        <ActionIcon
          variant="default"
          mt={4}
          aria-label={`Add hours on ${name}`}
          onClick={() => change([...spans, newSpan])}
        >
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

function Time({ label, value, onChange }: { label: string; value: string; onChange: (time: string) => void }) {
  return (
    <TextInput
      type="time"
      aria-label={label}
      required
      w={120}
      // A browser's clock knows no 24:00; midnight at the end of a day reads as the minute before.
      value={value === '24:00' ? '23:59' : value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

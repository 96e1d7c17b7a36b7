import { Button, Group, Stack, Text } from '@mantine/core';
import type { ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';
import { useState, type FormEvent } from 'react';
import { formatDate } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { DayField } from './day-field.tsx';
import { categoryWords, whenWords } from './exemption-words.ts';
import { useExemptionChange } from './exemptions-queries.ts';

type Exemption = ExemptionsResponse['exemptions'][number];
const columns = ['Person', 'Category', 'Days', 'Decided by', 'Now', 'Change'] as const;

/** What HR stated, those that are over last. */
export function ExemptionList({ exemptions }: Pick<ExemptionsResponse, 'exemptions'>) {
  if (exemptions.length === 0)
    return <Text c="dimmed">Nobody is exempt. Leave comes with the data of your HR system.</Text>;
  const isOver = ({ when }: Exemption) => when === 'over';
  const inOrder = [...exemptions.filter((one) => !isOver(one)), ...exemptions.filter(isOver).toReversed()];
  return (
    <StackingTable
      caption="Exemptions"
      columns={columns}
      rows={inOrder.map((exemption) => ({
        key: exemption.id,
        cells: [
          exemption.person.displayName,
          categoryWords[exemption.category],
          `${formatDate(exemption.startsOn)} to ${exemption.endsOn ? formatDate(exemption.endsOn) : 'no end yet'}`,
          exemption.authorName ?? 'not on record',
          whenWords[exemption.when],
          isOver(exemption) ? null : <Change key="change" exemption={exemption} />,
        ],
      }))}
    />
  );
}

function Change({ exemption: { id, person, endsOn } }: { exemption: Exemption }) {
  const [renewing, setRenewing] = useState(false);
  const [until, setUntil] = useState(endsOn ?? '');
  const path = `/api/exemptions/${id}`;
  const lift = useExemptionChange(() => ({ method: 'POST', path: `${path}/lift` }));
  const renew = useExemptionChange(() => ({ method: 'PUT', path, body: { endsOn: until } }));
  const error = lift.error ?? renew.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    renew.mutate(undefined, { onSuccess: () => setRenewing(false) });
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-expanded={renewing}
          aria-label={`Another last day for ${person.displayName}`}
          onClick={() => setRenewing(!renewing)}
        >
          Another last day
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={lift.isPending}
          aria-label={`Ask ${person.displayName} again from today`}
          onClick={() => lift.mutate(undefined)}
        >
          Ask again from today
        </Button>
      </Group>
      {renewing && (
        <form onSubmit={submit} aria-label={`Another last day for ${person.displayName}`}>
          <Group gap="xs" align="end">
            <DayField label="Last day" value={until} onChange={setUntil} />
            <Button type="submit" size="sm" loading={renew.isPending}>
              Keep this day
            </Button>
          </Group>
        </form>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </Stack>
  );
}

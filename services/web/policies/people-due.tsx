import { Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import { useState } from 'react';
import { formatDate } from '../app/times.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { PageButtons } from './page-buttons.tsx';
import { changeWords } from './policy-words.ts';
import { usePages } from './use-pages.ts';

type PersonDue = PolicyPreview['people'][number];
const shownAtOnce = 20;

/** Who would be due when, beside when they are now. */
export function PeopleDue({ people }: Pick<PolicyPreview, 'people'>) {
  const [search, setSearch] = useState('');
  const [change, setChange] = useState('all');
  const wanted = search.trim().toLowerCase();
  const found = people.filter(
    (one) =>
      (change === 'all' || one.change === change) &&
      (wanted === '' || `${one.name} ${one.manager ?? ''}`.toLowerCase().includes(wanted)),
  );
  const pages = usePages({ rows: found, size: shownAtOnce });
  return (
    <Stack>
      <Group align="flex-end">
        <TextInput
          label="Name or manager"
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            pages.reset();
          }}
        />
        <NativeSelect
          label="Next due date"
          value={change}
          data={[
            { value: 'all', label: 'All' },
            ...Object.entries(changeWords).map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget }) => {
            setChange(currentTarget.value);
            pages.reset();
          }}
        />
      </Group>
      {found.length === 0 ? (
        <Text c="dimmed">There is nobody like that.</Text>
      ) : (
        <StackingTable
          caption="Who would be due when"
          columns={['Who', 'Due under the draft', 'After that', 'Now', 'Change']}
          rows={pages.shown.map((one) => ({
            key: one.id,
            cells: [
              <Who key="who" person={one} />,
              dayText(one.dueOn.draft),
              dayText(one.nextDueOn.draft),
              <Text key="now" span size="sm" c="dimmed">
                {dayText(one.dueOn.now)}, then {dayText(one.nextDueOn.now)}
              </Text>,
              <Stack key="change" gap={2}>
                <span>{changeWords[one.change]}</span>
                {one.why.length > 0 && (
                  <details>
                    <summary aria-label={`Why, for ${one.name}`}>Why</summary>
                    <Text size="sm">{one.why.join(' ')}</Text>
                  </details>
                )}
              </Stack>,
            ],
          }))}
        />
      )}
      <PageButtons of={found.length} what="people" {...pages} />
    </Stack>
  );
}

function Who({ person: { name, manager } }: { person: PersonDue }) {
  return (
    <Stack gap={0}>
      <span>{name}</span>
      <Text size="sm" c="dimmed">
        {manager === null ? 'no manager' : `with ${manager}`}
      </Text>
    </Stack>
  );
}

function dayText(day: string | null): string {
  return day === null ? '–' : formatDate(day);
}

import { Button, NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import { exemptionCategory, type ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';
import { useState, type FormEvent } from 'react';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { DayField } from './day-field.tsx';
import { categoryWords } from './exemption-words.ts';
import { useExemptionChange } from './exemptions-queries.ts';
import { PersonField } from './person-field.tsx';

type Category = ExemptionsResponse['exemptions'][number]['category'];
type Wanted = { workEmail: string; category: Category; startsOn: string; endsOn: string };

/** Category and end are asked for; the author is whoever is signed in. */
export function StateExemption({ today, longestDays }: Pick<ExemptionsResponse, 'today' | 'longestDays'>) {
  const blank: Wanted = { workEmail: '', category: 'other', startsOn: today, endsOn: '' };
  const [wanted, setWanted] = useState(blank);
  const set = (change: Partial<Wanted>) => setWanted((before) => ({ ...before, ...change }));
  const state = useExemptionChange((body: Wanted) => ({ method: 'POST', path: '/api/exemptions', body }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    state.mutate(wanted, { onSuccess: () => setWanted(blank) });
  };
  return (
    <Panel>
      <form onSubmit={submit} aria-label="State an exemption">
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <PersonField label="Who" value={wanted.workEmail} onChange={(workEmail) => set({ workEmail })} />
            <NativeSelect
              label="Category"
              value={wanted.category}
              onChange={({ currentTarget }) => set({ category: exemptionCategory.parse(currentTarget.value) })}
              data={exemptionCategory.options.map((value) => ({ value, label: categoryWords[value] }))}
            />
            <DayField label="First day" value={wanted.startsOn} onChange={(startsOn) => set({ startsOn })} />
            <DayField
              label="Last day"
              description={`At most ${longestDays} days, then renewed if need be.`}
              value={wanted.endsOn}
              onChange={(endsOn) => set({ endsOn })}
            />
          </SimpleGrid>
          <Button type="submit" loading={state.isPending} w="fit-content">
            Do not ask them until then
          </Button>
          {state.isError && <ProblemAlert error={state.error} />}
        </Stack>
      </form>
    </Panel>
  );
}

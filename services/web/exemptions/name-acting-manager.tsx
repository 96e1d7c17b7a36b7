import { Button, SimpleGrid, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { DayField } from './day-field.tsx';
import { useExemptionChange } from './exemptions-queries.ts';
import { PersonField } from './person-field.tsx';

type Wanted = { managerEmail: string; actingEmail: string; reportEmail: string; startsOn: string; endsOn: string };

/** The reporting line goes on; conversations that fall into these days are held by whoever stands in. */
export function NameActingManager({ today }: { today: string }) {
  const blank: Wanted = { managerEmail: '', actingEmail: '', reportEmail: '', startsOn: today, endsOn: '' };
  const [wanted, setWanted] = useState(blank);
  const set = (change: Partial<Wanted>) => setWanted((before) => ({ ...before, ...change }));
  const name = useExemptionChange(({ reportEmail, ...rest }: Wanted) => ({
    method: 'POST',
    path: '/api/acting-managers',
    body: { ...rest, reportEmail: reportEmail.trim() === '' ? null : reportEmail },
  }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    name.mutate(wanted, { onSuccess: () => setWanted(blank) });
  };
  return (
    <Panel>
      <form onSubmit={submit} aria-label="Name an acting manager">
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <PersonField
              label="Manager"
              value={wanted.managerEmail}
              onChange={(managerEmail) => set({ managerEmail })}
            />
            <PersonField
              label="Stands in"
              value={wanted.actingEmail}
              onChange={(actingEmail) => set({ actingEmail })}
            />
            <PersonField
              label="With this report alone"
              description="Left empty: with everybody who reports to the manager."
              required={false}
              value={wanted.reportEmail}
              onChange={(reportEmail) => set({ reportEmail })}
            />
            <span />
            <DayField label="First day" value={wanted.startsOn} onChange={(startsOn) => set({ startsOn })} />
            <DayField label="Last day" value={wanted.endsOn} onChange={(endsOn) => set({ endsOn })} />
          </SimpleGrid>
          <Button type="submit" loading={name.isPending} w="fit-content">
            Let them stand in
          </Button>
          {name.isError && <ProblemAlert error={name.error} />}
        </Stack>
      </form>
    </Panel>
  );
}

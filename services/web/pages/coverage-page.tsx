import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ApiError } from '../app/api.ts';
import { usePaper } from '../app/use-paper.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { CoverageDashboard } from '../coverage/coverage-dashboard.tsx';
import { coverageQuery } from '../coverage/coverage-query.ts';
import { NoFigures } from '../coverage/no-figures.tsx';

/** The dashboard of the weekly figures: units, never people. */
export function CoveragePage() {
  return <PersonOnly>{(person) => <Coverage key={person.id} />}</PersonOnly>;
}

function Coverage() {
  const search = useSearch({ from: '/coverage' });
  const query = useQuery({ ...coverageQuery(search), placeholderData: keepPreviousData });
  const { data } = query;
  const none = query.error instanceof ApiError && query.error.problem.status === 404 ? query.error.message : null;
  usePaper();
  useFocusOnUnit(data?.unit.unit);
  return (
    <Page
      title={data === undefined ? 'Coverage' : `Coverage of ${data.unit.name}`}
      lead="Whether career conversations take place, week by week. Units, never people, and never what was said."
      width="lg"
    >
      {none !== null ? (
        <NoFigures why={none} search={search} />
      ) : (
        <Loaded query={query} rows={8}>
          {(dashboard) => <CoverageDashboard dashboard={dashboard} search={search} isOld={query.isPlaceholderData} />}
        </Loaded>
      )}
    </Page>
  );
}

/** Going into another unit is a new page to whoever listens; the first is left to the shell. */
function useFocusOnUnit(unit: string | undefined): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    const before = shown.current;
    shown.current = unit;
    if (unit === undefined || before === undefined || before === unit) return;
    document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [unit]);
}

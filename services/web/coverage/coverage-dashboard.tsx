import { Alert, List, Stack, Text } from '@mantine/core';
import type { CoverageDashboard as Dashboard } from '@throughline/contracts/pages/coverage.ts';
import { useSession } from '../app/session.ts';
import { formatDate, formatInstant, viewerZone } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { CoverageFigures } from './coverage-figures.tsx';
import { CoverageFilters } from './coverage-filters.tsx';
import { CoverageHeadline } from './coverage-headline.tsx';
import type { CoverageSearch } from './coverage-search.ts';
import { HeldSplit } from './held-split.tsx';
import { PolicyEffects } from './policy-effects.tsx';
import { PulseTable, quarterWords } from './pulse-table.tsx';
import { weekWords } from './share-words.ts';
import { Trend } from './trend.tsx';
import { Unevenness } from './unevenness.tsx';
import { UnitPath } from './unit-path.tsx';
import { UnitsBelow } from './units-below.tsx';

/** One unit: how it stands, how it went, and where below it is otherwise. */
export function CoverageDashboard({
  dashboard,
  search,
  isOld,
}: {
  dashboard: Dashboard;
  search: CoverageSearch;
  /** What was asked for last is still on its way. */
  isOld: boolean;
}) {
  const { numbers } = dashboard.unit;
  return (
    <Stack gap="xl" aria-busy={isOld} opacity={isOld ? 0.6 : 1}>
      <UnitPath search={search} path={dashboard.path} />
      <CoverageFilters search={search} dashboard={dashboard} />
      {dashboard.stale && (
        <Alert color="amber" title="Figures are withheld this week" role="status">
          Some calendars could not be read for too long, so the figures would mislead. They return by themselves.
        </Alert>
      )}
      <section aria-label={`How it stands, ${weekWords(dashboard.iso_week)}`}>
        <Panel>
          <CoverageHeadline dashboard={dashboard} />
        </Panel>
      </section>
      {numbers !== null && <CoverageFigures numbers={numbers} />}
      <Section title={`The last ${dashboard.trend.length} weeks`}>
        <Trend dashboard={dashboard} />
      </Section>
      <UnitsBelow dashboard={dashboard} search={search} />
      <Section title="How uneven it is">
        <Unevenness search={search} dispersion={dashboard.dispersion} />
      </Section>
      <Section
        title="What policies changed"
        note="Beside each other, not because of each other: much else changes within a few weeks."
      >
        <PolicyEffects effects={dashboard.effects} />
      </Section>
      {numbers !== null && (
        <Section title="How the last conversations are known to have taken place">
          <HeldSplit held={numbers.held} />
        </Section>
      )}
      <Reading dashboard={dashboard} />
    </Stack>
  );
}

/** What the figures rest on, for whoever wants to count again. */
function Reading({ dashboard }: { dashboard: Dashboard }) {
  const { data: session } = useSession();
  const timeZone = viewerZone(session?.person ?? null);
  const { pulse, trust, definitions, as_of: asOf, taken_at: instant } = dashboard;
  return (
    <>
      {pulse !== null && (
        <Section
          title="Was it about what you want?"
          note={`Answers of reports who confirmed, ${quarterWords(pulse.quarter)}. A quarter is shown once it is over.`}
        >
          <PulseTable pulse={pulse} />
        </Section>
      )}
      {trust.length > 0 && (
        <Section title="How far to trust this">
          <Sentences of={trust} />
        </Section>
      )}
      <Section title="What the words mean">
        <Sentences of={definitions} />
      </Section>
      <Text size="sm" c="dimmed">
        As of {formatDate(asOf)}, counted {formatInstant({ instant, timeZone })}.
      </Text>
      <WhoSeesWhat>
        Leadership and HR see these rows; a leader sees their own line. Managers are named only to their direct boss, as
        counts with and without a date, in the weekly email.
      </WhoSeesWhat>
    </>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <List spacing={6} maw={720} size="sm">
      {of.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}

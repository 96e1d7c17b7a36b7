import { Alert, List, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { useSession } from '../app/session.ts';
import { formatDate, formatInstant, viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { CoverageFigures } from '../coverage/coverage-figures.tsx';
import { CoverageHeadline } from '../coverage/coverage-headline.tsx';
import { coverageQuery } from '../coverage/coverage-query.ts';
import { HeldSplit } from '../coverage/held-split.tsx';
import { PulseTable, quarterWords } from '../coverage/pulse-table.tsx';
import { weekWords } from '../coverage/share-words.ts';
import { Trend } from '../coverage/trend.tsx';
import { UnitsTable } from '../coverage/units-table.tsx';

/** The weekly figures: units, never people. */
export function CoveragePage() {
  return <PersonOnly>{(person) => <Coverage key={person.id} />}</PersonOnly>;
}

function Coverage() {
  const { week } = useSearch({ from: '/coverage' });
  const query = useQuery(coverageQuery(week));
  const latest = useQuery(coverageQuery());
  return (
    <Page
      title="Coverage"
      lead="Whether career conversations take place, week by week. Units, never people, and never what was said."
      width="lg"
      aside={<WeekSelect week={week} report={latest.data} />}
    >
      <Loaded query={query} rows={8}>
        {(report) => <Report report={report} />}
      </Loaded>
    </Page>
  );
}

function WeekSelect({ week, report }: { week: string | undefined; report: CoverageReport | undefined }) {
  const navigate = useNavigate({ from: '/coverage' });
  if (report === undefined) return null;
  const earlier = report.trend.map(({ iso_week }) => iso_week).filter((each) => each !== report.iso_week);
  return (
    <NativeSelect
      label="Figures of"
      value={week ?? ''}
      data={[
        { value: '', label: `the latest, ${weekWords(report.iso_week)}` },
        ...earlier.toReversed().map((each) => ({ value: each, label: weekWords(each) })),
      ]}
      onChange={({ currentTarget }) => void navigate({ search: { week: currentTarget.value || undefined } })}
    />
  );
}

function Report({ report }: { report: CoverageReport }) {
  const { data: session } = useSession();
  const timeZone = viewerZone(session?.person ?? null);
  const [own] = report.rows;
  return (
    <>
      {report.stale && (
        <Alert color="amber" title="Figures are withheld this week" role="status">
          Some calendars could not be read for too long, so the figures would mislead. They return by themselves.
        </Alert>
      )}
      <Panel>
        <CoverageHeadline report={report} />
      </Panel>
      {own !== undefined && own.numbers !== null && <CoverageFigures numbers={own.numbers} />}
      <Section title={`The last ${report.trend.length} weeks`}>
        <Trend report={report} />
      </Section>
      <Section
        title="By unit"
        note="A leader and everyone below, or a group. Small units show no numbers, to protect the people in them."
      >
        <UnitsTable report={report} />
      </Section>
      {own !== undefined && own.numbers !== null && (
        <Section title="How the last conversations are known to have taken place">
          <HeldSplit held={own.numbers.held} />
        </Section>
      )}
      {report.pulse !== null && (
        <Section
          title="Was it about what you want?"
          note={`Answers of reports who confirmed, ${quarterWords(report.pulse.quarter)}. A quarter is shown once it is over.`}
        >
          <PulseTable pulse={report.pulse} />
        </Section>
      )}
      {report.trust.length > 0 && (
        <Section title="How far to trust this">
          <Sentences of={report.trust} />
        </Section>
      )}
      <Section title="What the words mean">
        <Sentences of={report.definitions} />
      </Section>
      <Text size="sm" c="dimmed">
        As of {formatDate(report.as_of)}, counted {formatInstant({ instant: report.taken_at, timeZone })}.
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

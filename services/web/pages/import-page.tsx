import { Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ImportOnPage } from '@throughline/contracts/pages/imports.ts';
import { formatInstant, viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { ApproveImport } from '../imports/approve-import.tsx';
import { ImportRows } from '../imports/import-rows.tsx';
import { actorName, resultWords, stateSentence, systemWords } from '../imports/import-words.ts';
import { importQuery } from '../imports/imports-queries.ts';

/** One import: what it would change or has changed, row by row, and whether to take it in. */
export function ImportPage() {
  return <PersonOnly>{(person) => <Import person={person} />}</PersonOnly>;
}

function Import({ person }: { person: Person }) {
  const { id } = useParams({ from: '/imports/$id' });
  const { result } = useSearch({ from: '/imports/$id' });
  const query = useQuery(importQuery(id));
  return (
    <Page title="An import" width="lg" lead={<TextLink to="/imports">All imports</TextLink>}>
      <Loaded query={query} rows={6}>
        {(run) => (
          <Stack gap={32}>
            <Standing run={run} timeZone={viewerZone(person)} />
            <ApproveImport run={run} />
            {run.counts !== null && (
              <Section title="Row by row">
                <ImportRows key={`${run.id} ${result ?? ''}`} run={run} result={result} />
              </Section>
            )}
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR sees this page, and keys that may read imports. Rows wait for a week at most; what became of them can be
        looked up for thirty days. Who sent and who approved it stays on record.
      </WhoSeesWhat>
    </Page>
  );
}

function Standing({ run, timeZone }: { run: ImportOnPage; timeZone: string }) {
  const { counts, system, created_by, createdByName, approved_by, approvedByName, approved_at, approved_leaving } = run;
  const isMoving = run.state === 'checking' || run.state === 'running';
  return (
    <Stack gap="md">
      <Text role="status" fw={600}>
        {stateSentence(run)}
      </Text>
      {isMoving && <Progress value={100} animated striped aria-label="Under way" />}
      <Text size="sm" c="dimmed">
        Sent {formatInstant({ instant: run.created_at, timeZone })} by{' '}
        {actorName({ kind: created_by.kind, name: createdByName })}
        {system !== null && `, as ${systemWords[system]} exports it`}.
        {approved_by !== null &&
          approved_at !== null &&
          ` Approved ${formatInstant({ instant: approved_at, timeZone })} by ${actorName({ kind: approved_by.kind, name: approvedByName })}, with ${approved_leaving} leaving.`}
      </Text>
      {counts !== null && (
        <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }}>
          {(['created', 'updated', 'unchanged', 'refused', 'leaving'] as const).map((one) => (
            <Stack key={one} gap={0}>
              <Text fz={28} fw={650} lh={1.1}>
                {counts[one].toLocaleString('en')}
              </Text>
              <Text size="sm">{resultWords[one]}</Text>
            </Stack>
          ))}
        </SimpleGrid>
      )}
      {counts !== null && <Remarks counts={counts} />}
    </Stack>
  );
}

function Remarks({
  counts: { managers_unknown, in_cycles, unreadable },
}: {
  counts: NonNullable<ImportOnPage['counts']>;
}) {
  const remarks = [
    managers_unknown > 0 &&
      `Managers who are not known here: ${managers_unknown}. Their reports are listed, not booked.`,
    in_cycles > 0 && `People who report to each other in a circle: ${in_cycles}. They are listed, not booked.`,
    unreadable > 0 && `Rows that do not say whom they are about: ${unreadable}. So nobody counts as missing.`,
  ].filter((remark) => remark !== false);
  return remarks.length === 0 ? null : <Text size="sm">{remarks.join(' ')}</Text>;
}

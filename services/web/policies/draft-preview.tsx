import { Alert, List, Stack, Text } from '@mantine/core';
import type { PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import { formatDate } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { Section } from '../components/section.tsx';
import { ManagersHours } from './managers-hours.tsx';
import { PeopleDue } from './people-due.tsx';
import { changeSentences } from './policy-words.ts';
import { WeeksFigure } from './weeks-figure.tsx';

/** What a draft would do, beside what stands. */
export function DraftPreview({ preview, fileName }: { preview: PolicyPreview; fileName: string | null }) {
  const { asOf, until, people, weeks, problems, problemsLeftOut } = preview;
  return (
    <Stack gap={32}>
      <Panel>
        <Stack gap={6} role="status">
          <Text fw={600}>
            {fileName === null ? 'In our organisation' : `For the people in ${fileName}`}, {formatDate(asOf)} to{' '}
            {formatDate(until)}
          </Text>
          {changeSentences(preview).map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Stack>
      </Panel>
      {problems.length > 0 && (
        <Alert color="amber" variant="light" title="Some rows were left out, or have no manager">
          <List size="sm">
            {problems.map(({ line, column, detail }) => (
              <List.Item key={`${line} ${column} ${detail}`}>
                Line {line}
                {column !== '' && `, “${column}”`} {detail}.
              </List.Item>
            ))}
          </List>
          {problemsLeftOut > 0 && <Text size="sm">And {problemsLeftOut.toLocaleString('en')} more.</Text>}
        </Alert>
      )}
      {people.length === 0 ? (
        <Text c="dimmed">Nobody would be due in this time, and nobody is now.</Text>
      ) : (
        <>
          <Section title="Due by week">
            <WeeksFigure weeks={weeks} />
          </Section>
          <Section title="Hours by manager">
            <ManagersHours preview={preview} />
          </Section>
          <Section title="Who would be due when">
            <PeopleDue people={people} />
          </Section>
        </>
      )}
    </Stack>
  );
}

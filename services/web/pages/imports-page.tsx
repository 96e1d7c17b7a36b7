import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatInstant, viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { actorName, stateSentence } from '../imports/import-words.ts';
import { importsQuery } from '../imports/imports-queries.ts';
import { SendFile } from '../imports/send-file.tsx';

/** People as a file: sent here, looked at, taken in, and what came of earlier ones. */
export function ImportsPage() {
  return <PersonOnly>{(person) => <Imports person={person} />}</PersonOnly>;
}

function Imports({ person }: { person: Person }) {
  const query = useQuery(importsQuery);
  const timeZone = viewerZone(person);
  return (
    <Page
      title="Imports"
      lead="People and whom they report to, from a file of your HR system. You see what would change before anything does."
    >
      <Stack gap={40}>
        <Section title="A file">
          <SendFile />
        </Section>
        <Section title="Earlier imports">
          <Loaded query={query} rows={3}>
            {({ imports }) =>
              imports.length === 0 ? (
                <Text c="dimmed">Nothing has been imported yet.</Text>
              ) : (
                <StackingTable
                  caption="Earlier imports"
                  columns={['When', 'By', 'What came of it', 'Rows']}
                  rows={imports.map((run) => ({
                    key: run.id,
                    cells: [
                      <TextLink key="when" to="/imports/$id" params={{ id: run.id }}>
                        {formatInstant({ instant: run.created_at, timeZone })}
                      </TextLink>,
                      actorName({ kind: run.created_by.kind, name: run.createdByName }),
                      stateSentence(run),
                      run.rows.toLocaleString('en'),
                    ],
                  }))}
                />
              )
            }
          </Loaded>
        </Section>
      </Stack>
      <WhoSeesWhat>
        HR sees this page. Of a file only the columns named above are read: no salary, birth date or gender, whatever
        the file holds, and the file itself is not kept. What HR states here of a last career conversation counts until
        the first one Throughline asks for.
      </WhoSeesWhat>
    </Page>
  );
}

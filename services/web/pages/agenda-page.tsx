import { Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { agendaResponse, type AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import { get } from '../app/api.ts';
import { AgendaSections } from '../agenda/agenda-sections.tsx';
import { ChooseQuestions } from '../agenda/choose-questions.tsx';
import { ForOneSide } from '../agenda/for-one-side.tsx';
import { OtherPrep } from '../agenda/other-prep.tsx';
import { PrepNotes } from '../agenda/prep-notes.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { SlotTimes } from '../components/slot-times.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { TextLink } from '../components/text-link.tsx';

/** What the two talk about, in their order and with their notes; for the two alone. */
export function AgendaPage() {
  return <PersonOnly>{(person) => <Agenda key={person.id} />}</PersonOnly>;
}

function Agenda() {
  const { id } = useParams({ from: '/conversations/$id/agenda' });
  const query = useQuery({
    queryKey: ['agenda', id],
    queryFn: ({ signal }) => get(`/api/conversations/${encodeURIComponent(id)}/agenda`, agendaResponse, signal),
    // What somebody is typing must not be replaced under their hands.
    refetchOnWindowFocus: false,
  });
  return (
    <Page title={query.data?.title ?? 'Agenda'} lead={query.data && <Lead agenda={query.data} />} width="lg">
      <Loaded query={query} rows={8}>
        {(agenda) => (
          <>
            <Grid gap={{ base: 'xl', md: 48 }}>
              <Grid.Col span={{ base: 12, md: 7 }}>
                <AgendaSections sections={agenda.sections} />
                <ChooseQuestions agenda={agenda} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Stack gap="xl">
                  <ForOneSide agenda={agenda} />
                  <PrepNotes agenda={agenda} />
                  <OtherPrep agenda={agenda} />
                </Stack>
              </Grid.Col>
            </Grid>
            <WhoSeesWhat>{agenda.whoSeesWhat}</WhoSeesWhat>
            <TextLink to="/conversations/$id" params={{ id }} size="sm" w="fit-content">
              Back to the conversation
            </TextLink>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Lead({ agenda: { intro, report, manager, slot } }: { agenda: AgendaResponse }) {
  return (
    <Stack gap="xs">
      <span>{intro}</span>
      <span>{[report.displayName, manager?.displayName].filter(Boolean).join(' & ')}</span>
      {slot !== null && <SlotTimes slot={slot} people={[report, manager]} />}
    </Stack>
  );
}

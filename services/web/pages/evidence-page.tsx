import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EvidenceResponse } from '@throughline/contracts/pages/evidence.ts';
import { formatDate } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { weekWords } from '../coverage/share-words.ts';
import classes from '../evidence/evidence-picture.module.css';
import { evidenceQuery } from '../evidence/evidence-queries.ts';

/** What to take into a leadership forum: one page, one slide, and the same in words. */
export function EvidencePage() {
  return <PersonOnly>{(person) => <Evidence key={person.id} />}</PersonOnly>;
}

function Evidence() {
  const query = useQuery(evidenceQuery);
  return (
    <Page
      title="Evidence"
      width="lg"
      lead="The week’s published figures for a leadership forum, on one page and on one slide. Units, never people."
    >
      <Loaded query={query} rows={6}>
        {(pack) => <Pack pack={pack} />}
      </Loaded>
      <WhoSeesWhat>
        Leadership and HR see this page. It shows what the page Coverage shows and nothing that was counted besides:
        units of at least five people and three managers. Of a single team there are dates alone, and only while its
        manager releases them. No names of reports, no outcome of any conversation, nothing that was said.
      </WhoSeesWhat>
    </Page>
  );
}

function Pack({ pack: { isoWeek, asOf, headline, sections, pictureText, freshness } }: { pack: EvidenceResponse }) {
  return (
    <Stack gap={32}>
      <Stack gap="sm">
        <Text fw={600}>
          {headline}, {weekWords(isoWeek)}
        </Text>
        <Group>
          <Button component="a" href="/api/evidence.pdf" download>
            One page as PDF (A4)
          </Button>
          <Button component="a" href="/api/evidence.pdf?paper=letter" download variant="default">
            PDF (Letter)
          </Button>
          <Button component="a" href="/api/evidence.png" download variant="default">
            Slide as PNG
          </Button>
        </Group>
      </Stack>
      <Section title="The slide">
        <img className={classes.picture} src={`/api/evidence.png?week=${isoWeek}`} alt={pictureText} />
      </Section>
      {sections.map(({ kind, title, lines }) => (
        <Section key={kind} title={title}>
          <List size="sm" spacing={4} maw={760}>
            {lines.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </Section>
      ))}
      <Text size="sm" c="dimmed">
        As of {formatDate(asOf)}. {freshness}
      </Text>
    </Stack>
  );
}

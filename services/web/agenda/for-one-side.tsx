import { List } from '@mantine/core';
import type { AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import { Section } from '../components/section.tsx';

/** How to listen, for the manager; what to turn over beforehand, for the report. Neither sees the other's. */
export function ForOneSide({ agenda: { side, coaching, prompts } }: { agenda: AgendaResponse }) {
  const [title, note, sentences] =
    side === 'manager'
      ? (['For you: how to listen', 'Only you see this.', coaching] as const)
      : ([
          'To think about beforehand',
          'A quiet quarter of an hour, on your own. Leave out any you like.',
          prompts,
        ] as const);
  if (sentences.length === 0) return null;
  return (
    <Section title={title} note={note}>
      <List spacing={8}>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Section>
  );
}

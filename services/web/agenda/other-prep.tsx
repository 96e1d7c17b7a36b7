import { Text } from '@mantine/core';
import type { AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import { Section } from '../components/section.tsx';
import classes from './other-prep.module.css';

/** Present once the other shared theirs. */
export function OtherPrep({ agenda: { otherPrep } }: { agenda: AgendaResponse }) {
  if (otherPrep === null) return null;
  return (
    <Section title={`What ${otherPrep.authorName} shared with you`}>
      <Text className={classes.prep}>{otherPrep.text}</Text>
    </Section>
  );
}

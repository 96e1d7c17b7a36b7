import { List, Text, Title } from '@mantine/core';
import type { AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import classes from './agenda-sections.module.css';

/** In order, with the minutes each is given. Nobody has to answer any of the questions. */
export function AgendaSections({ sections }: { sections: AgendaResponse['sections'] }) {
  return (
    <ol className={classes.sections} aria-label="Agenda">
      {sections.map(({ title, minutes, questions, why }) => (
        <li key={title} className={classes.section}>
          <span className={classes.minutes}>
            {minutes} <span>min</span>
          </span>
          <div>
            <Title order={2} size="h3">
              {title}
            </Title>
            {why !== null && (
              <Text size="sm" c="dimmed">
                {why}
              </Text>
            )}
            <List spacing={6} mt={6} listStyleType="none" withPadding={false}>
              {questions.map((question) => (
                <List.Item key={question}>{question}</List.Item>
              ))}
            </List>
          </div>
        </li>
      ))}
    </ol>
  );
}

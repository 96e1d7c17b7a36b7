import { Text } from '@mantine/core';
import classes from './how-it-works.module.css';

const steps = [
  { title: 'Asked for once', text: 'The organisation says how often. Nobody has to remember.' },
  { title: 'Booked weeks ahead', text: 'A time both really have, in both calendars, apart from the 1:1.' },
  { title: 'Held, by your word', text: 'The report says whether it took place. Never what was said.' },
  { title: 'And the next one', text: 'Already on its way. Leadership sees each week how units are doing.' },
];

/** The through line: one conversation after the other, always with the next in sight. */
export function HowItWorks() {
  return (
    <ol className={classes.line}>
      {steps.map(({ title, text }) => (
        <li key={title} className={classes.step}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </li>
      ))}
    </ol>
  );
}

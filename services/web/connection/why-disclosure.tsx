import { Collapse, List, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId } from 'react';
import classes from './why-disclosure.module.css';

/** The reasons behind a time, for whoever asks. */
export function WhyDisclosure({ name, sentences }: { name: string; sentences: readonly string[] }) {
  const [open, why] = useDisclosure(false);
  const id = useId();
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <>
      <UnstyledButton
        className={classes.button}
        aria-expanded={open}
        aria-controls={id}
        aria-label={`Why this time with ${name}`}
        onClick={why.toggle}
      >
        Why <Chevron size={15} aria-hidden />
      </UnstyledButton>
      <Collapse id={id} expanded={open}>
        <List size="sm" spacing={4} mt={6} maw={420}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Collapse>
    </>
  );
}

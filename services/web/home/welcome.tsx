import { Group } from '@mantine/core';
import { Page } from '../components/page.tsx';
import { HowItWorks } from './how-it-works.tsx';
import { ButtonLink } from '../components/button-link.tsx';

/** Before anybody signed in. */
export function Welcome() {
  return (
    <Page
      title="Career conversations that take place"
      lead="Throughline finds the time for them, weeks ahead, in the calendars you already use. What you talk about stays between the two of you."
    >
      <Group>
        <ButtonLink to="/sign-in" size="md">
          Sign in
        </ButtonLink>
      </Group>
      <HowItWorks />
    </Page>
  );
}

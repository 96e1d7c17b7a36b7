import { Alert, Text } from '@mantine/core';
import { TextLink } from '../components/text-link.tsx';

/** In place of what there is not with a works council's terms. */
export function UnitsOnly() {
  return (
    <Alert title="With your works council’s terms there is no list by person">
      <Text size="sm" mb="xs">
        Nobody above the two of a conversation is asked to help, and who needs a date is counted by unit alone.
      </Text>
      <TextLink to="/coverage" size="sm">
        Coverage by unit
      </TextLink>
    </Alert>
  );
}

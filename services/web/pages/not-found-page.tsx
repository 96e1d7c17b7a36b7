import { Group } from '@mantine/core';
import { Page } from '../components/page.tsx';
import { ButtonLink } from '../components/button-link.tsx';

export function NotFoundPage() {
  return (
    <Page title="There is nothing here" lead="The address may be mistyped, or what was here has gone." width="sm">
      <Group>
        <ButtonLink to="/">Go to the start</ButtonLink>
      </Group>
    </Page>
  );
}

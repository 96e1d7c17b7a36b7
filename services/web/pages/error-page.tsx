import { Button, Group } from '@mantine/core';
import { Page } from '../components/page.tsx';

/** For what should not happen: a page that could not be drawn. */
export function ErrorPage() {
  return (
    <Page
      title="This page could not be shown"
      lead="Something went wrong on our side. Nothing you saved is lost; reloading often helps."
      width="sm"
    >
      <Group>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </Group>
    </Page>
  );
}

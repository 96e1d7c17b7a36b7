import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { QuestionDialog } from '../components/question-dialog.tsx';

/** Sharing one's notes cannot be taken back, so it is asked twice. */
export function RevealButton({ otherName, reveal }: { otherName: string; reveal: () => Promise<unknown> }) {
  const [asking, dialog] = useDisclosure(false);
  const [revealing, setRevealing] = useState(false);
  const confirm = async () => {
    setRevealing(true);
    // A failure is shown beside the notes, where it can be tried again.
    await reveal().catch(() => null);
    setRevealing(false);
    dialog.close();
  };
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        Share with {otherName}…
      </Button>
      <QuestionDialog
        opened={asking}
        title={`Share your notes with ${otherName}?`}
        no="Keep them private"
        yes="Share my notes"
        pending={revealing}
        onNo={dialog.close}
        onYes={() => void confirm()}
      >
        {otherName} will be able to read them from now on, and what you add later too. It cannot be taken back. Nobody
        else sees them, HR included.
      </QuestionDialog>
    </>
  );
}

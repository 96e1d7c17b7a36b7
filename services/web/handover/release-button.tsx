import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { QuestionDialog } from '../components/question-dialog.tsx';

/** Letting somebody read it is asked twice; taking it back is one press. */
export function ReleaseButton({
  readerName,
  isReleased,
  mayRelease,
  pending,
  change,
}: {
  readerName: string;
  isReleased: boolean;
  mayRelease: boolean;
  pending: boolean;
  change: (released: boolean) => Promise<unknown>;
}) {
  const [asking, dialog] = useDisclosure(false);
  // A failure is shown beside the card, where it can be tried again.
  const changeTo = (released: boolean) => void change(released).then(dialog.close, dialog.close);
  if (isReleased) {
    return (
      <Button variant="default" loading={pending} onClick={() => changeTo(false)}>
        Take it back
      </Button>
    );
  }
  if (!mayRelease) return null;
  return (
    <>
      <Button onClick={dialog.open}>Let {readerName} read it…</Button>
      <QuestionDialog
        opened={asking}
        title={`Let ${readerName} read your card?`}
        no="Keep it to myself"
        yes="Let them read it"
        pending={pending}
        onNo={dialog.close}
        onYes={() => changeTo(true)}
      >
        {readerName} alone will be able to read it, and what you add later too. You can take it back at any time; what
        they have read by then they have read.
      </QuestionDialog>
    </>
  );
}

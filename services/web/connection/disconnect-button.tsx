import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';

const disconnected = z.object({ revoked: z.boolean() });
const leftBehind =
  'What you allowed is still listed in the settings of that account, where you can remove it. Nothing here can use it any more.';

/** Asks once more, saying what follows. */
export function DisconnectButton({ accountEmail }: { accountEmail: string }) {
  const [asking, dialog] = useDisclosure(false);
  const queryClient = useQueryClient();
  const disconnect = useMutation({
    mutationFn: () => send('POST', '/api/connection/disconnect', { schema: disconnected }),
    onSuccess: async ({ revoked }) => {
      dialog.close();
      notifications.show({
        message: `${accountEmail} is disconnected.${revoked ? '' : ` ${leftBehind}`}`,
        ...(revoked ? {} : { autoClose: false }),
        closeButtonProps: { 'aria-label': 'Close' },
      });
      await queryClient.invalidateQueries();
    },
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Disconnect
      </Button>
      <QuestionDialog
        opened={asking}
        title="Disconnect your calendar?"
        no="Keep it connected"
        yes="Disconnect"
        pending={disconnect.isPending}
        onNo={dialog.close}
        onYes={disconnect.mutate}
      >
        The permission is deleted here, and handed back where the provider takes it. What is in your calendar already
        stays there; new conversations wait until a calendar is connected again.
        {disconnect.isError && <ProblemAlert error={disconnect.error} />}
      </QuestionDialog>
    </>
  );
}

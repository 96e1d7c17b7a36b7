import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PlanResponse } from '@throughline/contracts/pages/connection.ts';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { useSession } from '../app/session.ts';
import { formatDay, formatWeekdayTime, viewerZone, zoneName } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** When the plan leaves by itself, and the button for those who need not wait. */
export function HeldPlan({ sendsAt, rows }: { sendsAt: string; rows: PlanResponse['rows'] }) {
  const { data: session } = useSession();
  const timeZone = viewerZone(session?.person ?? null);
  const queryClient = useQueryClient();
  const release = useMutation({
    mutationFn: () => send('POST', '/api/plan/release', { schema: z.unknown() }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const found = rows.filter(({ slot }) => slot !== null).length;
  return (
    <Alert
      variant="light"
      title={`Sent ${formatWeekdayTime({ instant: sendsAt, timeZone })} unless you change something`}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          That is {formatDay({ instant: sendsAt, timeZone })}, {zoneName(timeZone)}. There is nothing you have to do:
          the invitations leave by themselves, and you can move each of them in your calendar afterwards.
        </Text>
        <Group>
          <Button
            leftSection={<IconSend size={17} aria-hidden />}
            loading={release.isPending}
            disabled={found === 0}
            onClick={() => release.mutate()}
          >
            Send now
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {found === 0 ? 'Times are still being looked for.' : `${found} of ${rows.length} have a time.`}
          </Text>
        </Group>
        {release.isError && <ProblemAlert error={release.error} />}
      </Stack>
    </Alert>
  );
}

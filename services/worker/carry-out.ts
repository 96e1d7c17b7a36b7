import { bookConversation } from '@throughline/app/book-conversation.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { deliverToEndpoint } from '@throughline/app/deliver-to-endpoint.ts';
import type { Wake } from '@throughline/app/ports/queue.ts';
import { relayOutbox } from '@throughline/app/relay-outbox.ts';
import { syncConnection } from '@throughline/app/sync-connection.ts';
import { runSweep } from './run-sweep.ts';
import { timetable } from './timetable.ts';

/** Does what a wake asks for: three hops from here to the decision. */
export async function carryOut(
  context: AppContext,
  { wake, includeDemo }: { wake: Wake; includeDemo: boolean },
): Promise<void> {
  switch (wake.name) {
    case 'run-sweep': {
      const sweep = timetable.find(({ name }) => name === wake.sweep);
      // A tick of an older version, whose sweep has gone.
      if (sweep !== undefined) await runSweep(context, { sweep, organizationId: wake.organizationId, includeDemo });
      return;
    }
    case 'book-conversation':
      await bookConversation(context, wake);
      return;
    case 'sync-connection':
      await syncConnection(context, wake);
      return;
    case 'relay-outbox':
      await relayOutbox(context, wake);
      return;
    case 'deliver-webhooks':
      await deliverToEndpoint(context, wake);
      return;
  }
}

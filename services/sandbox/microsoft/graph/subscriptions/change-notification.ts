import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { etagOf, eventIdOf } from '../events/event-json.ts';
import { presentMoment } from '../events/event-time.ts';
import { isInCalendar } from '../events/graph-calendar.ts';
import type { ChangeType, Subscription } from './subscriptions.ts';

export const lifecycleEvents = ['reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const;

export type LifecycleEvent = (typeof lifecycleEvents)[number];

/**
 * What is announced of one change. More than happened: a new event comes as created and twice updated, an edit as two
 * updates (learn.microsoft.com/answers/questions/5903442).
 */
export function changesAnnounced({
  event,
  before,
}: {
  event: CalendarEvent;
  before: CalendarEvent | undefined;
}): readonly ChangeType[] {
  const wasThere = before !== undefined && isInCalendar(before);
  if (!isInCalendar(event)) return wasThere ? ['deleted'] : [];
  return wasThere ? ['updated', 'updated'] : ['created', 'updated', 'updated'];
}

/** changeNotification in Graph's shape. */
export function presentChange({
  subscription,
  event,
  changeType,
}: {
  subscription: Subscription;
  event: CalendarEvent;
  changeType: ChangeType;
}): JsonObject {
  const id = eventIdOf({ event, immutable: subscription.immutableIds });
  const resource = `Users/${subscription.creatorId}/Events/${id}`;
  return {
    ...envelopeOf(subscription),
    changeType,
    resource,
    resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, '@odata.etag': etagOf(event), id },
  };
}

/** A notification about the subscription itself. learn.microsoft.com/graph/change-notifications-lifecycle-events */
export function presentLifecycle({
  subscription,
  lifecycleEvent,
}: {
  subscription: Subscription;
  lifecycleEvent: LifecycleEvent;
}): JsonObject {
  return { ...envelopeOf(subscription), lifecycleEvent };
}

function envelopeOf(subscription: Subscription): JsonObject {
  return {
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: presentMoment(subscription.expiresAt),
    clientState: subscription.clientState,
    tenantId: subscription.tenantId,
  };
}

import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { presentMoment } from '../events/event-time.ts';
import type { Subscription } from './subscriptions.ts';

/** A token of the control API belongs to no application. */
const noApplication = '00000000-0000-0000-0000-000000000000';

/** subscription in Graph's shape. The client state is told once, in the answer to its creation. */
export function presentSubscription({
  subscription,
  withState,
}: {
  subscription: Subscription;
  withState: boolean;
}): JsonObject {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.clientId ?? noApplication,
    changeType: subscription.changeTypes.join(','),
    clientState: withState ? subscription.clientState : null,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: presentMoment(subscription.expiresAt),
    creatorId: subscription.creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}

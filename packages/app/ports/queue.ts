/**
 * What may be woken. It carries ids only: the queue's store is clear text, and what there is to do is read from
 * PostgreSQL when the worker is awake.
 */
export type Wake =
  /** Ask "what is due now?"; `organizationId` null asks for all organisations. */
  | { readonly name: 'run-sweep'; readonly sweep: string; readonly organizationId: string | null }
  /** Take the event of one conversation towards its newest version. */
  | { readonly name: 'book-conversation'; readonly organizationId: string; readonly conversationId: string }
  /** Read what changed in one connected calendar. */
  | { readonly name: 'sync-connection'; readonly organizationId: string; readonly connectionId: string }
  /** Hand over what waits in the outbox. */
  | { readonly name: 'relay-outbox'; readonly organizationId: string }
  /** Tell one endpoint what waits for it. */
  | { readonly name: 'deliver-webhooks'; readonly organizationId: string; readonly endpointId: string };

/**
 * PostgreSQL decides, the queue only wakes. Call it after the transaction that left something to do has committed.
 *
 * A wake is a hint: it never rejects, and one that is lost costs the time until the next sweep, no more. While one for
 * the same thing waits, another changes nothing; one that comes while it runs makes it run once again.
 */
export type QueuePort = {
  wake(wake: Wake): Promise<void>;
};

import type { AppContext } from '@throughline/app/context.ts';
import type { Registry } from 'prom-client';
import type { Cookies } from './http/session-cookie.ts';
import type { QueueCounts } from './metrics/operating-gauges.ts';
import type { ProviderSignIns } from './sign-in/provider-sign-in.ts';

/** What a demo beside the sandbox offers on top: moving the clock, and looking through somebody's eyes. */
export type Demo = {
  readonly sandboxUrl: string;
  /** Moves the sandbox's clock and answers once everything that fell due has settled. */
  advance(duration: Temporal.Duration): Promise<void>;
};

/** What the routes act through. Built once, in `buildApp`. */
export type RouteContext = {
  readonly context: AppContext;
  readonly cookies: Cookies;
  readonly signIn: ProviderSignIns;
  readonly demo: Demo | null;
  readonly metrics: Registry;
  /** Null where the queue is not asked. */
  readonly queueCounts: (() => Promise<QueueCounts>) | null;
  /** False while a start is still under way, whatever answers already. */
  readonly isReady: () => boolean;
};

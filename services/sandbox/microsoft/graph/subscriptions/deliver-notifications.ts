import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { ExchangeLog } from '../../../core/exchanges/exchange-log.ts';

const timeoutMilliseconds = 3000;
/** Graph tries for four hours; here two more attempts must do. */
const retryMilliseconds = [500, 2000];

/**
 * Posts notifications until the address takes them with a 2xx, or the attempts are used up.
 *
 * @param delay milliseconds before the first attempt
 * @returns whether they were taken
 */
export async function deliverNotifications({
  address,
  notifications,
  delay,
  log,
  signal,
}: {
  address: string;
  notifications: readonly JsonObject[];
  delay: number;
  log: ExchangeLog;
  signal: AbortSignal;
}): Promise<boolean> {
  const body = { value: notifications };
  for (const pause of [delay, ...retryMilliseconds]) {
    await pauseFor(pause, signal);
    const status = await post({ address, body, signal });
    if (status !== null) log.add(exchangeOf({ address, body, status }));
    if (signal.aborted) return false;
    if (status !== null && status >= 200 && status < 300) return true;
  }
  return false;
}

function exchangeOf({ address, body, status }: { address: string; body: JsonObject; status: number }) {
  return {
    kind: 'graph-notification' as const,
    time: new Date().toISOString(),
    method: 'POST',
    url: address,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    requestBody: body,
    status,
    responseText: '',
  };
}

/** The status answered, or null when nothing was in time. */
async function post({
  address,
  body,
  signal,
}: {
  address: string;
  body: JsonObject;
  signal: AbortSignal;
}): Promise<number | null> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
      redirect: 'manual',
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

import type { Provider } from './core/accounts/account-store.ts';
import type { ClockMover } from './core/clock/clock-mover.ts';
import type { CloudProvider } from './core/cloud-provider.ts';
import type { Cloud } from './core/cloud.ts';
import type { ExchangeLog } from './core/exchanges/exchange-log.ts';
import type { FaultStore } from './core/faults/fault-store.ts';
import type { MicrosoftProvider } from './microsoft/microsoft-provider.ts';

/** Everything the control API and the pages work on. */
export type Sandbox = {
  readonly cloud: Cloud;
  readonly faults: FaultStore;
  readonly exchanges: ExchangeLog;
  readonly mover: ClockMover;
  readonly microsoft: MicrosoftProvider;
  readonly providers: readonly CloudProvider[];
};

export function providerNamed({ sandbox, name }: { sandbox: Sandbox; name: Provider }): CloudProvider | undefined {
  return sandbox.providers.find((provider) => provider.name === name);
}

import { setTimeout as delay } from 'node:timers/promises';
import type { HrSystem, HrSystemAccess, HrSystemKind, HrSystems } from '@throughline/app/ports/hr-system.ts';
import { checkOutboundUrl } from '@throughline/security/outbound/outbound-url.ts';
import { createAsk, type Ask, type AskContext } from './ask.ts';
import { bambooHr } from './bamboohr/bamboohr.ts';
import { personio } from './personio/personio.ts';
import { workday } from './workday/workday.ts';

const connectors: Readonly<Record<HrSystemKind, (input: { access: HrSystemAccess; ask: Ask }) => HrSystem>> = {
  workday,
  bamboohr: bambooHr,
  personio,
};

/** The one place that names the HR systems. */
export function createHrSystems({
  rules,
  wall,
  resolve,
  wait = (milliseconds) => delay(milliseconds),
}: Omit<AskContext, 'wait'> & Partial<Pick<AskContext, 'wait'>>): HrSystems {
  return {
    open: (access) => {
      const ask = createAsk({ rules, wall, wait, ...(resolve === undefined ? {} : { resolve }) });
      return connectors[access.kind]({ access, ask });
    },
    refusalOf: (address) =>
      checkOutboundUrl({ url: address, rules }).kind === 'allowed'
        ? null
        : 'has to begin with https:// and lead to the public internet, without a name, a password or a part after #',
  };
}

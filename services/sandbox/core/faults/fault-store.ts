import { randomUUID } from 'node:crypto';
import type { Fault, FaultKind, FaultRequest } from './fault.ts';

/** What a fault's selectors are compared with. */
export type FaultTarget = {
  readonly account: string | null;
  readonly method: string;
  readonly path: string;
};

/** Faults waiting for a call to spoil. Kept in memory: a restart is a fault of its own and clears the others. */
export type FaultStore = {
  readonly add: (request: FaultRequest) => Fault;
  readonly all: () => Fault[];
  readonly remove: (id: string) => boolean;
  readonly clear: () => void;
  /** The first fault of these kinds that fits the target, used up by one. */
  readonly take: (args: { kinds: readonly FaultKind[]; target: FaultTarget }) => Fault | undefined;
};

export function createFaults(): FaultStore {
  const faults: { fault: Fault; left: number; passing: number }[] = [];
  return {
    add: (request) => {
      const fault = { ...request, id: randomUUID() };
      faults.push({ fault, left: request.times, passing: request.after });
      return fault;
    },
    all: () => faults.map(({ fault, left }) => ({ ...fault, times: left })),
    remove: (id) => {
      const at = faults.findIndex(({ fault }) => fault.id === id);
      if (at >= 0) faults.splice(at, 1);
      return at >= 0;
    },
    clear: () => {
      faults.length = 0;
    },
    take: ({ kinds, target }) => {
      const at = faults.findIndex((one) => {
        if (!kinds.includes(one.fault.kind) || !fits({ fault: one.fault, target })) return false;
        if (one.passing === 0) return true;
        one.passing -= 1;
        return false;
      });
      const found = faults[at];
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left === 0) faults.splice(at, 1);
      return found.fault;
    },
  };
}

function fits({ fault, target }: { fault: Fault; target: FaultTarget }): boolean {
  if (fault.account && fault.account !== target.account) return false;
  if (fault.method && fault.method !== '*' && fault.method !== target.method) return false;
  if (!fault.path) return true;
  if (!fault.path.includes('*')) return target.path.includes(fault.path);
  const pattern = fault.path
    .split('*')
    .map((part) => RegExp.escape(part))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(target.path);
}

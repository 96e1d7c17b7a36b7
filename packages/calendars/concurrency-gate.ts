export type ConcurrencyGate = {
  /** Does the work once `places` of the connection's places are free; whoever came first goes first. */
  run<Result>(input: { connectionId: string; places?: number; work: () => Promise<Result> }): Promise<Result>;
};

type Waiting = { readonly places: number; readonly enter: () => void };
type Door = { free: number; readonly queue: Waiting[] };

/** At most `places` pieces of work at once for each connection, in this process. */
export function createConcurrencyGate({ places: all }: { places: number }): ConcurrencyGate {
  const doors = new Map<string, Door>();

  function letIn(door: Door): void {
    for (;;) {
      const next = door.queue[0];
      if (next === undefined || next.places > door.free) return;
      door.queue.shift();
      door.free -= next.places;
      next.enter();
    }
  }

  return {
    async run({ connectionId, places = 1, work }) {
      const door = doors.get(connectionId) ?? { free: all, queue: [] };
      doors.set(connectionId, door);
      const taken = Math.min(places, all);
      const entered = Promise.withResolvers<void>();
      door.queue.push({ places: taken, enter: entered.resolve });
      letIn(door);
      await entered.promise;
      try {
        return await work();
      } finally {
        door.free += taken;
        letIn(door);
        if (door.free === all) doors.delete(connectionId);
      }
    },
  };
}

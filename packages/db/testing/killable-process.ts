import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** What a process was about to do, or had just done, when it was killed. */
export type Step = { readonly name: string; readonly when: 'before' | 'after' };

export class Killed extends Error {
  override readonly name = 'Killed';
}

export type KillableProcess = {
  /** Runs until it is through (null), or was killed: then, where. */
  run(work: () => Promise<unknown>): Promise<Step | null>;
  /** Every step taken, in order; statements by themselves, others through `step`. */
  readonly taken: readonly Step[];
};

type Life = { readonly killAt: number | null; taken: Step[]; killedAt: Step | null };

const lives = new AsyncLocalStorage<Life>();

/**
 * Something that can be killed before and after each statement it sends to PostgreSQL, as SIGKILL would: its
 * connections break, the server rolls back what was open, an answer may be lost, and nothing more is done by it.
 */
export function killableProcess({ killAt }: { killAt: number | null }): KillableProcess {
  watchStatements();
  const life: Life = { killAt, taken: [], killedAt: null };
  return {
    taken: life.taken,
    run: (work) =>
      lives.run(life, async () => {
        try {
          await work();
        } catch (error) {
          if (life.killedAt === null) throw error;
        }
        return life.killedAt;
      }),
  };
}

/** A place besides statements at which a process can be killed; one that was killed gets no further than here. */
export function step(name: string, when: Step['when']): void {
  const life = lives.getStore();
  if (life === undefined) return;
  if (life.killedAt !== null) throw new Killed('was killed before');
  life.taken.push({ name, when });
  if (life.taken.length === life.killAt) {
    life.killedAt = { name, when };
    throw new Killed(`${when} ${name}`);
  }
}

type Query = (...args: unknown[]) => unknown;
let watching = false;

function watchStatements(): void {
  if (watching) return;
  watching = true;
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function watched(this: pg.Client, ...args: unknown[]): unknown {
    // Called back instead of awaited: the pool's and the driver's own.
    if (lives.getStore() === undefined || typeof args.at(-1) === 'function') return query.apply(this, args);
    const name = nameOf(args[0]);
    return (async () => {
      try {
        step(name, 'before');
        const answer = await query.apply(this, args);
        step(name, 'after');
        return answer;
      } catch (error) {
        if (error instanceof Killed) breakConnection(this);
        throw error;
      }
    })();
  };
}

function breakConnection(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

/** As `insert into "digest"`: the same statement, the same name. */
function nameOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
  const [verb = ''] = text.trim().split(/[\s;]/);
  const table = /(?:from|into|update)\s+"?([a-z_]+)/i.exec(text)?.[1];
  return table === undefined ? verb.toLowerCase() : `${verb.toLowerCase()} ${table}`;
}

import type { FastifyInstance } from 'fastify';
import type { GraphState } from './graph-state.ts';
import { lifecycleControl } from './subscriptions/lifecycle-control.ts';

/** What the control API can make Graph do. */
export function graphControl({ app, graph }: { app: FastifyInstance; graph: GraphState }): void {
  lifecycleControl({ app, subscriptions: graph.subscriptions, sender: graph.sender });
}

import type { FastifyRequest } from 'fastify';

/** Requests that a fault answered with a body of its own: no provider has ever said that. */
export const foreignAnswers = new WeakSet<FastifyRequest>();

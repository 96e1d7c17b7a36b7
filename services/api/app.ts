import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { AppContext } from '@throughline/app/context.ts';
import { declareAccess, type DeclaredRoute } from './http/access.ts';
import { answerProblems, sendProblem } from './http/problem-handler.ts';
import { compileSerializer } from './http/compile-serializer.ts';
import { organizationLimit, organizationLimits, type OrganizationLimit } from './http/organization-limits.ts';
import { rateLimits } from './http/rate-limits.ts';
import { requireAccess } from './http/require-access.ts';
import { requireSso } from './http/require-sso.ts';
import { refuseForeignOrigins } from './http/same-origin.ts';
import { secureHeaders } from './http/secure-headers.ts';
import { sessionCookies } from './http/session-cookie.ts';
import { takePlaces } from './http/take-places.ts';
import { refuseUnreadableRequest } from './http/unreadable-request.ts';
import { measureRequests } from './metrics/measure-requests.ts';
import type { QueueCounts } from './metrics/operating-gauges.ts';
import type { Demo, RouteContext } from './route-context.ts';
import { openApi } from './routes/openapi.ts';
import { pageRoutes } from './routes/pages.ts';
import { routes } from './routes/routes.ts';
import type { ProviderSignIns } from './sign-in/provider-sign-in.ts';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export type ApiOptions = {
  readonly context: AppContext;
  /** Besides mailed links. */
  readonly signIn: ProviderSignIns;
  /** Present beside the sandbox only. */
  readonly demo: Demo | null;
  /** Where the built pages are; null serves the API alone. */
  readonly pagesDir: string | null;
  readonly isReady?: () => boolean;
  /** For the metrics. */
  readonly queueCounts?: () => Promise<QueueCounts>;
  readonly logger?: FastifyBaseLogger;
  /** Where organisations' requests are counted for all processes together; null counts in this one. */
  readonly redisUrl?: string | null;
  readonly limit?: OrganizationLimit;
};

/** Of one organisation's requests, as many are worked on at once: fewer than there are connections to the database. */
const placesOfAnOrganization = 4;
/** Of the queue for those places while others ask too: more than the 25 a second of SCIM that Entra sends. */
const paceOfAnOrganization = { perSecond: 30, mostWaiting: 30 };

/** The whole HTTP side as one instance that does not listen yet; `declared` lists every route with who may call it. */
export async function buildApp(options: ApiOptions): Promise<{ app: App; declared: readonly DeclaredRoute[] }> {
  const { context, signIn, demo, pagesDir, isReady = () => true, queueCounts = null, logger } = options;
  const { redisUrl = null, limit = organizationLimit } = options;
  const cookies = sessionCookies(context);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const app: App = fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    // Our own line says more and holds no secret of an address.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // A proxy on this machine or in a private network says who is calling; anybody else is who they seem.
    trustProxy: 'loopback, linklocal, uniquelocal',
    bodyLimit: 1024 * 1024,
    // An id that is too long is refused for what it is, by whoever reads it; Node lets no address grow beyond 16 KB.
    routerOptions: { maxParamLength: 16 * 1024 },
    requestTimeout: 30_000,
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => void sendProblem({ error, request, reply }),
    clientErrorHandler: refuseUnreadableRequest,
  }).withTypeProvider<ZodTypeProvider>();
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(compileSerializer);

  const declared = declareAccess(app);
  answerProblems(app, { declared });
  measureRequests(app, { registry: metrics });
  secureHeaders(app, context);
  refuseForeignOrigins(app, context);
  await app.register(cookie);
  await app.register(rateLimit, { ...rateLimits.everything, enableDraftSpec: true });
  const limits = organizationLimits({
    redisUrl,
    limit,
    onTrouble: (error) => app.log.warn({ err: error }, 'requests are counted in this process alone: Redis is away'),
  });
  app.addHook('onClose', async () => limits.close());
  const places = takePlaces({ places: placesOfAnOrganization, pace: paceOfAnOrganization });
  const apiClients = { context, limits, places };
  requireAccess(app, { context, cookies, demo: demo !== null, apiClients });
  requireSso(app, { context, cookies });

  await openApi(app, context);
  const routeContext: RouteContext = { context, cookies, signIn, demo, metrics, queueCounts, isReady };
  for (const register of routes) register(app, routeContext);
  await pageRoutes(app, { pagesDir });
  return { app, declared };
}

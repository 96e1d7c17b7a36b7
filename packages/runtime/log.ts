import { pino, type Logger } from 'pino';
import { errorForLog } from './error-for-log.ts';

/** One JSON line a record. What could carry a secret or a person's words is cut here as the last line of defence. */
export function createLog({ level, name }: { level: string; name: string }): Logger {
  return pino({
    name,
    level,
    serializers: { err: errorForLog },
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        '*.accessToken',
        '*.refreshToken',
        '*.token',
        '*.password',
        'err.config',
        'err.response',
      ],
      remove: true,
    },
  });
}

import { z } from 'zod';

/** One line somebody typed, without control characters (PostgreSQL stores no NUL). */
export const line = ({ max }: { max: number }) =>
  z
    .string()
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters');

import { z } from 'zod';

/** One line somebody typed, without control characters (PostgreSQL stores no NUL) and halves of characters (no JSON of its). */
export const line = ({ max }: { max: number }) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters');

/** Several lines somebody typed; of control characters, line breaks and tabs alone. */
export const paragraphs = ({ max }: { max: number }) =>
  z
    .string()
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, 'must not contain control characters');

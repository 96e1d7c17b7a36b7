import { z } from 'zod';

/** An error code as providers write them. Anything else is text, which may repeat what somebody wrote in their calendar. */
export const plainCode = z.string().regex(/^[\w.]{1,80}$/);

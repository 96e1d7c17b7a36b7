import { z } from 'zod';

// Our content security policy forbids compiling code at run time, which zod tries unless told before its first schema.
z.config({ jitless: true });

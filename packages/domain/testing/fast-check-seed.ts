import fc from 'fast-check';

/**
 * Imported for its effect. What the properties are tried on is drawn from one seed, so that the same code has the same
 * outcome twice; FAST_CHECK_SEED draws other values.
 */
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_270_125) });

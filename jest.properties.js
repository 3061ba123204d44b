const fc = require('fast-check');

/**
 * Cases a property test generates for each property. `make test` runs 500, `make test-properties` 10,000 (CASES=…). A failure
 * prints the seed and the smallest failing input; SEED=… runs the same cases again.
 */
const cases = Number(process.env.PROPERTY_CASES ?? 500);
const seed = process.env.PROPERTY_SEED;

if (!Number.isSafeInteger(cases) || cases < 1) throw new Error('PROPERTY_CASES must be a whole number from 1 up');

fc.configureGlobal({ numRuns: cases, ...(seed !== undefined && { seed: Number(seed) }) });

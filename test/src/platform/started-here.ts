/** What the set-up started, and the teardown therefore stops. Both run in one process. */
export const startedHere = { platform: false, traffic: false };

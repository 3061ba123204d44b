/** Node.js' options for the heap, in megabytes: far above what the processes need, far below what would hurt the machine if one leaks. */
export const HEAP = ['--max-old-space-size=192', '--max-semi-space-size=4'];

/** For the services, which have much to throw away for each event: with the small space a third of the relay's time went into that. */
export const WIDE_HEAP = ['--max-old-space-size=192', '--max-semi-space-size=16'];

/** For what holds a few hundred small things at most. */
export const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=1'];

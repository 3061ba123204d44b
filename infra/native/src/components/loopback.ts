/** Native components listen here and nowhere else. */
export const LOOPBACK = '127.0.0.1';

/** @returns `127.0.0.1:<port>` */
export const onLoopback = (port: number): string => `${LOOPBACK}:${port}`;

/**
 * Imported before anything else by a program whose stdout is its answer: there is where log lines and Node.js's warnings would
 * otherwise stand. What goes wrong, such a program says itself.
 */
process.env['LOG_LEVEL'] = 'silent';
process.removeAllListeners('warning');

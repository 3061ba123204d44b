// Says whether this container's program is ready: exit code 0 or 1, with one line that says why. For HEALTHCHECK and Kubernetes' exec probes,
// since the image has no other client. Plain JavaScript without packages: it starts every few seconds.
//
// HEALTH_URL: what is asked. Default: /readyz of the program itself, at HTTP_PORT.
// HEALTH_TIMEOUT_MS: for the whole answer. Default 2500.
'use strict';
const http = require('node:http');
const { setTimeout } = require('node:timers');
const { URL } = require('node:url');

const { HTTP_PORT, HEALTH_URL, HEALTH_TIMEOUT_MS = '2500' } = process.env;

function end(code, message) {
  console.log(message);
  process.exit(code);
}

const address = HEALTH_URL ?? (HTTP_PORT === undefined ? undefined : `http://127.0.0.1:${HTTP_PORT}/readyz`);
if (address === undefined || !URL.canParse(address)) {
  end(1, `Set HTTP_PORT, or HEALTH_URL to an http:// URL; HEALTH_URL is ${JSON.stringify(HEALTH_URL)}.`);
}

setTimeout(() => end(1, `${address} did not answer within ${HEALTH_TIMEOUT_MS} ms`), Number(HEALTH_TIMEOUT_MS));
http
  .get(address, (response) => {
    let body = '';
    response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
    response.on('end', () => {
      const isHealthy = response.statusCode >= 200 && response.statusCode < 300;
      end(isHealthy ? 0 : 1, `${address} answered ${response.statusCode}: ${body.slice(0, 500)}`);
    });
  })
  .on('error', (error) => end(1, `${address} cannot be reached: ${error.message}`));

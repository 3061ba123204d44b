import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { restartAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';
import { sampleSum } from './sample-sum';

const ROOTS = 'ca.crt';
const ISSUER = 'issuer.crt';
const KEY = 'issuer.key';
/** Beside Sentry's files, and there as long as the fault may have to be taken back. */
const ASIDE = 'before-drill';
const SUBJECT = 'O=firewatch drill';
const SECONDS_A_DAY = 86_400;

const run = promisify(execFile);

/**
 * Sentry's issuer certificate ends in some days. It is another than before, good, and trusted besides the one before, so that the sidecars
 * go on as they are: only the date is bad. Takes the program openssl.
 */
export function issuerExpiring(
  { days }: Extract<FaultSpec, { name: 'issuer-expiring' }>,
  { settings, processes, paths }: FaultContext,
): Fault {
  const folder = path.join(paths.data, 'sentry');
  const aside = path.join(folder, ASIDE);
  return {
    title: `Sentry's issuer certificate ends in ${days} days`,
    async inject() {
      fs.mkdirSync(aside, { recursive: true, mode: 0o700 });
      for (const file of [ROOTS, ISSUER, KEY]) fs.copyFileSync(path.join(folder, file), path.join(aside, file));
      const root = await makeIssuer(folder, days);
      // Appended, and not written anew: the sidecars watch this very file, and end when they cannot read it.
      fs.appendFileSync(path.join(folder, ROOTS), root);
      await restartAndWait(processes, 'sentry');
    },
    async missing() {
      const sentry = `http://127.0.0.1:${settings.ports.sentryMetrics}`;
      const end = await sampleSum(sentry, 'dapr_sentry_issuercert_expiry_timestamp', {});
      const left = (end - Date.now() / 1000) / SECONDS_A_DAY;
      return left <= days ? undefined : `Sentry's issuer certificate ends in ${Math.floor(left)} days`;
    },
    async withdraw() {
      if (!fs.existsSync(aside)) return;
      if (!isRenewed(path.join(folder, ISSUER))) {
        for (const file of [ROOTS, ISSUER, KEY]) fs.copyFileSync(path.join(aside, file), path.join(folder, file));
        // Whatever identity a sidecar got meanwhile is no good any more.
        for (const name of ['sentry', 'task-service-daprd', 'consumer-daprd']) await restartAndWait(processes, name);
      }
      fs.rmSync(aside, { recursive: true });
    },
  };
}

/** Writes an issuer and its key into the folder. @returns the certificate of its root, whose key is forgotten */
async function makeIssuer(folder: string, days: number): Promise<Buffer> {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'issuer-'));
  try {
    const [root, rootKey] = [path.join(temporary, 'root.crt'), path.join(temporary, 'root.key')];
    await certify(`${SUBJECT} root`, days, ['-out', root, '-keyout', rootKey]);
    const out = ['-out', path.join(folder, ISSUER), '-keyout', path.join(folder, KEY)];
    await certify(SUBJECT, days, [...out, '-CA', root, '-CAkey', rootKey]);
    return fs.readFileSync(root);
  } finally {
    fs.rmSync(temporary, { recursive: true });
  }
}

async function certify(subject: string, days: number, files: readonly string[]): Promise<void> {
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-days', String(days), '-subj', `/${subject}`],
    ...['-addext', 'keyUsage=critical,digitalSignature,keyCertSign,cRLSign', ...files],
  ]);
}

/** Whether somebody has renewed the issuer since, who is then not to be undone. */
function isRenewed(issuer: string): boolean {
  return fs.existsSync(issuer) && new X509Certificate(fs.readFileSync(issuer)).subject !== SUBJECT;
}

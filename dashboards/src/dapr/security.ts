import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { rate, select, sum, zeroWhileNone } from '../promql';
import { ofSentry as onward } from './onward';

export const security: Row = {
  title: 'Certificates',
  panels: [
    timeseries({
      title: 'Certificates asked for and signed',
      unit: 'cps',
      width: 12,
      shows:
        'Certificates per second that sidecars asked Sentry for, and that it signed: one at the start of a sidecar, and a new one after 70 % of its 24 hours.',
      bad: '"asked for" above "signed": a sidecar gets none and cannot talk to the others. Many without restarts: sidecars crash.',
      next: 'read the log of Sentry for the reason; see "Time since the start".',
      queries: [
        {
          expr: zeroWhileNone(sum(rate('dapr_sentry_cert_sign_request_received_total')), 'sentry'),
          legend: 'asked for',
        },
        { expr: zeroWhileNone(sum(rate('dapr_sentry_cert_sign_success_total')), 'sentry'), legend: 'signed' },
      ],
      onward,
    }),
    timeseries({
      title: 'Left of the issuer certificate',
      unit: 's',
      width: 12,
      shows: 'Time until the certificate ends by which Sentry signs. It lasts a year and is not renewed by itself.',
      bad: 'less than 30 days. At 0 no sidecar trusts another, and calls between services end.',
      next: 'follow the runbook of `DaprIssuerCertificateExpiring`.',
      queries: [{ expr: `${select('dapr_sentry_issuercert_expiry_timestamp')} - time()`, legend: 'issuer' }],
      onward,
    }),
  ],
};

import { settings } from '../platform/settings';

export const kibanaUrl = (): string => `http://127.0.0.1:${settings().ports.kibana}`;

// How every API call is made: under /api, as JSON, marked as ours so that the server accepts unsafe methods.
import type { CreateClientConfig } from "./generated/client.gen";

export const API_ROOT = "/api";
export const OUR_HEADERS = { "X-Requested-With": "ebay-connector" };

export const createClientConfig: CreateClientConfig = (config) => ({
  ...config,
  baseUrl: API_ROOT,
  headers: OUR_HEADERS,
});

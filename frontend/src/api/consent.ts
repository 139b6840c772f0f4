// Asks a seller at eBay: to connect, to reconnect, or to grant more.
import { useMutation } from "@tanstack/react-query";
import { ask } from "./ask";
import { postEbayOauthStart } from "./generated";
import type { EnvironmentName } from "./types";

export type Consent = { environment: EnvironmentName; account_id?: number; streams?: string[] };

/** Leaves this page for eBay's consent page; eBay sends the browser back to the accounts, or after a grant to Sync. */
export const useConsent = () =>
  useMutation({
    mutationFn: (consent: Consent) => ask(postEbayOauthStart({ body: consent })),
    onSuccess: ({ authorization_url }) => window.location.assign(authorization_url),
  });

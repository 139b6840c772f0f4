// Every page and its address.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { validateRecordsSearch } from "@/features/records/search";
import { validateRunsSearch } from "@/features/sync/search";
import { numberParam, parseSearch, type RawSearch, stringifySearch, textParam } from "@/lib/search-params";
import { Home } from "./Home";
import { loaded } from "./loaded";
import { NotFound, PageCrash } from "./PageProblems";
import { Root } from "./Root";
import { Shell } from "./shell/Shell";

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (raw: RawSearch): { next?: string } => ({ next: textParam(raw.next) }),
  component: lazyRouteComponent(
    loaded(() => import("@/features/auth/SignInPage")),
    "SignInPage",
  ),
});

const shell = createRoute({ getParentRoute: () => rootRoute, id: "shell", component: Shell });

const home = createRoute({ getParentRoute: () => shell, path: "/", component: Home });

const accounts = createRoute({
  getParentRoute: () => shell,
  path: "/accounts",
  validateSearch: (raw: RawSearch): { connected?: number } => ({ connected: numberParam(raw.connected) }),
  component: lazyRouteComponent(
    loaded(() => import("@/features/accounts/AccountsPage")),
    "AccountsPage",
  ),
});

const sync = createRoute({
  getParentRoute: () => shell,
  path: "/sync",
  validateSearch: validateRunsSearch,
  component: lazyRouteComponent(
    loaded(() => import("@/features/sync/SyncPage")),
    "SyncPage",
  ),
});

const run = createRoute({
  getParentRoute: () => shell,
  path: "/sync/runs/$runId",
  component: lazyRouteComponent(
    loaded(() => import("@/features/sync/run/RunPage")),
    "RunPage",
  ),
});

const budget = createRoute({
  getParentRoute: () => shell,
  path: "/calls",
  component: lazyRouteComponent(
    loaded(() => import("@/features/budget/BudgetPage")),
    "BudgetPage",
  ),
});

const records = createRoute({
  getParentRoute: () => shell,
  path: "/browse/$stream",
  validateSearch: validateRecordsSearch,
  component: lazyRouteComponent(
    loaded(() => import("@/features/records/RecordsPage")),
    "RecordsPage",
  ),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: "/users",
  component: lazyRouteComponent(
    loaded(() => import("@/features/users/UsersPage")),
    "UsersPage",
  ),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signIn,
    shell.addChildren([home, accounts, sync, run, budget, records, users]),
  ]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: PageCrash,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

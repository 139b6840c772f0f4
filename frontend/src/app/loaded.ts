// A part of the UI that is fetched when it is wanted: while the server is away it waits, as all else does.
import { untilThere } from "@/api/health";

/**
 * Called as the router calls it. Without this the browser would be sent to reload a page that it cannot get. Where the
 * second try fails with the server there, the part belongs to another build, and the router does reload.
 */
export const loaded =
  <Part>(load: () => Promise<Part>, isThere = untilThere) =>
  () =>
    load().catch(async () => {
      await isThere();
      return load();
    });

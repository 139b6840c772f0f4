// What a run's counts are called: the API says "rejected" of what people know as set aside.
import type { Counts } from "@/api/types";

export const COUNT_WORDS: Record<keyof Counts, string> = {
  fetched: "fetched",
  created: "created",
  updated: "updated",
  unchanged: "unchanged",
  rejected: "set aside",
  new_fields: "new fields",
};

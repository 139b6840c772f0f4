// Moments and durations as people read them: local zone in the page, UTC in the tooltip.
import { plural } from "./numbers";

const pad = (value: number) => String(value).padStart(2, "0");

const day = (date: Date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

export function formatMinute(iso: string) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : `${day(date)} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

export function formatClock(iso: string) {
  const date = new Date(iso);
  const ms = String(date.getMilliseconds()).padStart(3, "0");
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${ms}`;
}

export function formatUtc(iso: string) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function lasting(seconds: number) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} d`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ""}`;
}

/** "just now", "6 min ago", "in 1 h 20 min". */
export function formatRelative(iso: string, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return seconds > 5 ? "in a moment" : "just now";
  return seconds > 0 ? `in ${lasting(size)}` : `${lasting(size)} ago`;
}

/** Of what is to come: "next in 9 min", "due now", "due 6 min ago". */
export function formatNext(iso: string, now = Date.now()) {
  const words = formatRelative(iso, now);
  if (words === "just now") return "due now";
  return `${words.endsWith("ago") ? "due" : "next"} ${words}`;
}

/** "every 15 min", "every hour", "every 6 hours", "every day". */
export const formatEvery = (minutes: number) => `every ${formatSpan(minutes).replace(/^1 /, "")}`;

/** "15 min", "1 hour", "6 hours", "1 day": the largest unit that needs no fraction. */
export function formatSpan(minutes: number) {
  if (minutes % 60 !== 0) return `${minutes} min`;
  return minutes % 1440 === 0 ? plural(minutes / 1440, "day") : plural(minutes / 60, "hour");
}

export function formatDuration(ms: number) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(Math.floor(seconds % 60))} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** The local day's start as the UTC moment the API wants. */
export const localDayToUtc = (date: string) =>
  new Date(`${date}T00:00:00`).toISOString().replace(".000Z", "Z");

export const utcToLocalDay = (iso: string) => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : day(date);
};
